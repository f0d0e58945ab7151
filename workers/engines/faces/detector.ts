import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Face, readFaces } from './blaze-face.ts';
import { convertGraphModel } from './graph-model.ts';

/** A picture as the detector takes it: rgb24, both sides multiples of `SIDE_STEP`. */
export interface RgbPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** @param minScore faces that are less sure are left out, 0-1 */
export type FindFaces = (picture: RgbPicture, minScore: number) => Promise<Face[]>;

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MODELS = join(ROOT, 'node_modules', '@vladmandic', 'human', 'models');

/** Loads BlazeFace. It runs on one core, and blocks while it looks: not for a process that has anything else to do. */
export async function loadDetector(): Promise<FindFaces> {
  const [runtime, json, weights] = await Promise.all([
    import('onnxruntime-web'),
    readFile(join(MODELS, 'blazeface.json'), 'utf8'),
    readFile(join(MODELS, 'blazeface.bin')),
  ]);
  runtime.env.wasm.numThreads = 1;
  runtime.env.logLevel = 'error';
  const session = await runtime.InferenceSession.create(convertGraphModel(JSON.parse(json), weights));
  const [inputName = ''] = session.inputNames;
  return async (picture, minScore) => {
    const { width, height } = picture;
    const input = new runtime.Tensor('float32', planes(picture), [1, 3, height, width]);
    const answer = await session.run({ [inputName]: input });
    // Each level has a tensor of scores and one of guesses; the finer level has more positions.
    const tensors = Object.values(answer).toSorted((a, b) => (b.dims[0] ?? 0) - (a.dims[0] ?? 0));
    const finePositions = (width / 16) * (height / 16) * 2;
    const pick = (values: number, fine: boolean) => {
      const found = tensors.find(({ dims }) => dims[1] === values && (dims[0] === finePositions) === fine);
      if (!(found?.data instanceof Float32Array)) throw new Error('the face detector answers in another shape');
      return found.data;
    };
    return readFaces(
      { scores: [pick(1, true), pick(1, false)], guesses: [pick(16, true), pick(16, false)] },
      { width, height },
      minScore,
    );
  };
}

/** Red, green, blue as three planes of -1 to 1. */
function planes({ width, height, pixels }: RgbPicture): Float32Array {
  const area = width * height;
  const result = new Float32Array(3 * area);
  for (let at = 0; at < area; at += 1) {
    result[at] = (pixels[at * 3] ?? 0) / 127.5 - 1;
    result[area + at] = (pixels[at * 3 + 1] ?? 0) / 127.5 - 1;
    result[2 * area + at] = (pixels[at * 3 + 2] ?? 0) / 127.5 - 1;
  }
  return result;
}

/** The picture at half its size. */
export function halve({ width, height, pixels }: RgbPicture): RgbPicture {
  const half = { width: width / 2, height: height / 2 };
  const result = new Uint8Array(half.width * half.height * 3);
  const row = width * 3;
  for (let y = 0; y < half.height; y += 1)
    for (let x = 0; x < half.width; x += 1)
      for (let channel = 0; channel < 3; channel += 1) {
        const at = y * 2 * row + x * 6 + channel;
        const sum = (pixels[at] ?? 0) + (pixels[at + 3] ?? 0) + (pixels[at + row] ?? 0) + (pixels[at + row + 3] ?? 0);
        result[(y * half.width + x) * 3 + channel] = sum >> 2;
      }
  return { ...half, pixels: result };
}
