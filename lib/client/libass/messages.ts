/** What the page and its libass worker say to each other. Every question has one answer with its id. */

export interface LoadScript {
  readonly kind: 'load';
  readonly id: number;
  /** Address of jassub's module; its WASM lies beside it. */
  readonly module: string;
  readonly script: string;
  /** Size that the script is written for. */
  readonly width: number;
  readonly height: number;
  readonly fonts: readonly string[];
}

export interface DrawFrame {
  readonly kind: 'draw';
  readonly id: number;
  readonly ms: number;
  /** Size to draw in. */
  readonly width: number;
  readonly height: number;
}

export type Question = LoadScript | DrawFrame;

/** What is drawn at a moment: the smallest box that holds it. */
export interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** RGBA, not premultiplied. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

export type Answer =
  | { readonly id: number; readonly kind: 'loaded' }
  /** `drawn` null: the picture is empty. */
  | { readonly id: number; readonly kind: 'drawn'; readonly drawn: Drawn | null }
  /** As it was at the last question. */
  | { readonly id: number; readonly kind: 'same' }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
