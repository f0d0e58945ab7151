/** A face in a picture. Shares of the picture's width and height, 0-1; it may reach over the edge. */
export interface Face {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0-1. */
  readonly score: number;
  readonly mouth: { readonly x: number; readonly y: number };
}

/** Pixels of the side of one position, and how many guesses are made there. */
const LEVELS = [
  { stride: 16, guesses: 2 },
  { stride: 32, guesses: 6 },
] as const;
/** Numbers of one guess: box, then six points (eyes, nose, mouth, ears). */
const VALUES = 16;
const MOUTH = 4 + 3 * 2;
/** Guesses that overlap more are of one face. */
const SAME_FACE = 0.3;

/** The sides that a picture is to have: whole positions on both levels. */
export const SIDE_STEP = 32;

/** What the network answers for a picture: scores (before the sigmoid) and guesses of both levels. */
export interface RawFaces {
  readonly scores: readonly [Float32Array, Float32Array];
  readonly guesses: readonly [Float32Array, Float32Array];
}

/** Reads the answer of the network for a picture of this size in pixels. */
export function readFaces(raw: RawFaces, size: { width: number; height: number }, minScore: number): Face[] {
  const found: Face[] = [];
  LEVELS.forEach(({ stride, guesses }, level) => {
    const columns = size.width / stride;
    const scores = raw.scores[level] ?? new Float32Array();
    const values = raw.guesses[level] ?? new Float32Array();
    for (let index = 0; index < scores.length; index += 1) {
      const score = 1 / (1 + Math.exp(-(scores[index] ?? 0)));
      if (score < minScore) continue;
      const position = Math.floor(index / guesses);
      const centerX = ((position % columns) + 0.5) * stride;
      const centerY = (Math.floor(position / columns) + 0.5) * stride;
      const value = (offset: number) => values[index * VALUES + offset] ?? 0;
      const [width, height] = [value(2), value(3)];
      found.push({
        x: (centerX + value(0) - width / 2) / size.width,
        y: (centerY + value(1) - height / 2) / size.height,
        width: width / size.width,
        height: height / size.height,
        score,
        mouth: {
          x: (centerX + value(MOUTH)) / size.width,
          y: (centerY + value(MOUTH + 1)) / size.height,
        },
      });
    }
  });
  return mergeFaces(found);
}

/** One face for the guesses that overlap: their mean, weighted by their scores. */
export function mergeFaces(faces: readonly Face[]): Face[] {
  let rest = faces.toSorted((a, b) => b.score - a.score);
  const merged: Face[] = [];
  for (let best = rest[0]; best; best = rest[0]) {
    const first = best;
    const same = rest.filter((face) => overlap(first, face) > SAME_FACE);
    rest = rest.filter((face) => !same.includes(face) && face !== first);
    const weight = same.reduce((sum, face) => sum + face.score, 0);
    const mean = (pick: (face: Face) => number) =>
      same.reduce((sum, face) => sum + pick(face) * face.score, 0) / weight;
    merged.push({
      x: mean((face) => face.x),
      y: mean((face) => face.y),
      width: mean((face) => face.width),
      height: mean((face) => face.height),
      score: first.score,
      mouth: { x: mean((face) => face.mouth.x), y: mean((face) => face.mouth.y) },
    });
  }
  return merged;
}

type Rectangle = Pick<Face, 'x' | 'y' | 'width' | 'height'>;

/** Shared area over joint area, 0-1. */
export function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}
