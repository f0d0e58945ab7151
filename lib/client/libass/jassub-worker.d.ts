/** libass as WebAssembly: the parts of jassub's module that we use. */
declare module 'jassub/dist/wasm/jassub-worker.js' {
  import type { AssImage } from '#lib/client/libass/blend.ts';

  interface Libass {
    /** Of the picture, and of the picture that the script was made for. */
    resizeCanvas(width: number, height: number, storageWidth: number, storageHeight: number): void;
    createTrackMem(script: string): void;
    addFont(name: string, address: number, bytes: number): void;
    reloadFonts(): void;
    setDefaultFont(family: string): void;
    setThreads(count: number): number;
    /** Null where the picture is as it was. @param force 1 to be answered in any case */
    rawRender(seconds: number, force: number): AssImage[] | null;
    quitLibrary(): void;
  }

  interface LibassModule {
    readonly JASSUB: new (width: number, height: number, defaultFont: string) => Libass;
    _malloc(bytes: number): number;
  }

  /** Loads `jassub-worker.wasm`, which lies beside it. */
  export default function load(options: {
    __url?: string;
    __out?: (line: string) => void;
    __err?: (line: string) => void;
  }): Promise<LibassModule>;
}
