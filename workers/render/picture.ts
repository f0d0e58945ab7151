import type { Readable } from 'node:stream';
import type { FrameRate } from './encoding.ts';

/** Where a clip's pictures come from, in the terms of an ffmpeg command line. */
export interface PictureSource {
  readonly rate: FrameRate;
  /** Arguments of the first input where it is a part of a film: pictures of the same part can be made in one pass. */
  readonly film?: readonly string[];
  /** Arguments of the inputs, first to last. */
  readonly inputs: readonly string[];
  /** How many inputs these are: the sound comes after them. */
  readonly inputCount: number;
  /** A graph that ends in `[picture]`, captions included. */
  readonly graph: string;
  /** Raw frames for standard input, where one of the inputs reads it. */
  readonly frames?: () => Readable;
}
