/** The package brings no types. Emscripten's program: `arguments` are those of its command line. */
declare module 'espeak-ng' {
  export default function ESpeakNg(options: {
    arguments: readonly string[];
    print?: (line: string) => void;
    printErr?: (line: string) => void;
  }): Promise<{ FS: { readFile(path: string): Uint8Array } }>;
}
