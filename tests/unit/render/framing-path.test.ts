import { describe, expect, it } from 'vitest';
import { mergeFaces, overlap } from '#workers/engines/faces/blaze-face.ts';
import { findCuts, TINY } from '#workers/render/framing/cuts.ts';
import { expression } from '#workers/render/framing/framing-graph.ts';
import { type MovingCrop, placeAt, simplify } from '#workers/render/framing/framing-plan.ts';
import { lookSize } from '#workers/render/framing/look-at-clip.ts';
import { readSides, SIDES_RATE } from '#workers/render/framing/sides.ts';
import { steadyPath } from '#workers/render/framing/steady-path.ts';
import { calmTurns, voicesOfSides, voicesOfTurns } from '#workers/render/framing/voices.ts';

const leading = { tolerance: 0.04, maxStep: 0.02, low: 0.16, high: 0.84 };
const steps = (path: readonly number[]) => path.slice(1).map((place, at) => Math.abs(place - (path[at] ?? place)));

describe('a steady path', () => {
  it('stands still while the wish trembles', () => {
    const path = steadyPath(
      Array.from({ length: 60 }, (_, at) => 0.5 + 0.03 * Math.sin(at)),
      leading,
    );
    expect(Math.max(...steps(path))).toBeLessThan(1e-9);
  });

  it('never moves faster than allowed, whatever is wished, and stays inside', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (let round = 0; round < 50; round += 1) {
      const wishes = Array.from({ length: 80 }, () => (random() < 0.2 ? null : random()));
      const path = steadyPath(wishes, leading);
      expect(path).toHaveLength(80);
      expect(Math.max(...steps(path))).toBeLessThanOrEqual(leading.maxStep + 1e-9);
      expect(Math.min(...path)).toBeGreaterThanOrEqual(leading.low - 1e-9);
      expect(Math.max(...path)).toBeLessThanOrEqual(leading.high + 1e-9);
    }
  });

  it('sets out before it has to, so that a step is met half-way', () => {
    const path = steadyPath(
      Array.from({ length: 61 }, (_, at) => (at < 30 ? 0.3 : 0.7)),
      leading,
    );
    expect(path[0]).toBeCloseTo(0.3, 6);
    expect(path[60]).toBeCloseTo(0.7, 6);
    expect(path[29]).toBeGreaterThan(0.4);
    expect(path[31]).toBeLessThan(0.6);
  });

  it('has a place even where nothing is known', () => {
    expect(steadyPath([null, null], leading)).toEqual([0.5, 0.5]);
    expect(steadyPath([], leading)).toEqual([]);
  });
});

describe('keys of a window', () => {
  const keys = Array.from({ length: 40 }, (_, at) => ({ frame: at * 5, x: at < 20 ? 100 : 100 + (at - 20) * 8, y: 0 }));

  it('are as few as the path needs', () => {
    const few = simplify(keys);
    expect(few.length).toBeLessThanOrEqual(4);
    const crop: MovingCrop = { width: 200, height: 300, keys: few };
    for (const key of keys) expect(Math.abs(placeAt(crop, key.frame).x - key.x)).toBeLessThanOrEqual(0.5);
  });

  it('of one that creeps by parts of a pixel are one', () => {
    expect(simplify([0, 1, 2, 3].map((frame) => ({ frame, x: 50 + frame * 0.2, y: 10 })))).toHaveLength(1);
  });

  it('become an expression that says the same at every frame', () => {
    const jump = [...simplify(keys), { frame: 196, x: 20, y: 0 }, { frame: 240, x: 60, y: 0 }];
    const text = expression(jump.map(({ frame, x }) => ({ frame, value: x })));
    for (let frame = 0; frame < 260; frame += 1) {
      const place = placeAt({ width: 1, height: 1, keys: jump }, frame).x;
      expect(Math.abs(evaluate(text, frame) - 0.5 - place)).toBeLessThan(0.2);
    }
  });

  it('of a still window are a number', () => {
    expect(
      expression([
        { frame: 0, value: 12.4 },
        { frame: 9, value: 12.1 },
      ]),
    ).toBe('12');
  });
});

/** As ffmpeg reads it: `if(lt(n,a),b,c)`, sums and products. */
function evaluate(text: string, n: number): number {
  const javascript = text.replaceAll('if(', 'pick(');
  const pick = (question: boolean, yes: number, no: number) => (question ? yes : no);
  const lt = (a: number, b: number) => a < b;
  const compute: unknown = new Function('n', 'pick', 'lt', `return ${javascript}`)(n, pick, lt);
  return Number(compute);
}

describe('cuts', () => {
  const picture = (shade: number, shift = 0) =>
    Buffer.from(
      Array.from({ length: TINY.width * TINY.height }, (_, at) => (shade + ((at + shift) % TINY.width) * 2) % 256),
    );
  const film = (count: number, draw: (frame: number) => Buffer) =>
    Buffer.concat(Array.from({ length: count }, (_, frame) => draw(frame)));

  it('are where everything changes', () => {
    const frames = film(100, (frame) => (frame < 40 ? picture(40, frame % 3) : picture(150, 30 + (frame % 3))));
    expect(findCuts(frames, 25)).toEqual([40]);
  });

  it('are not where a flash goes off, and not where the camera sweeps', () => {
    expect(
      findCuts(
        film(100, (frame) => picture(frame === 50 ? 120 : 40)),
        25,
      ),
    ).toEqual([]);
    expect(
      findCuts(
        film(100, (frame) => picture(40, frame * 5)),
        25,
      ),
    ).toEqual([]);
  });
});

describe('voices', () => {
  it('of two channels are those of the louder one', () => {
    expect(voicesOfSides({ left: [0.2, 0.01, 0.001, 0.1], right: [0.02, 0.2, 0.0005, 0.09] })).toEqual([
      'left',
      'right',
      null,
      null,
    ]);
  });

  it('of a transcript are its speakers', () => {
    const turns = [
      { startMs: 0, endMs: 400, speaker: 'A' },
      { startMs: 600, endMs: 1000, speaker: 'B' },
    ];
    expect(voicesOfTurns(turns, 5, 200)).toEqual(['A', 'A', null, 'B', 'B']);
  });

  it('are read from samples around each look', () => {
    const samples = Buffer.alloc(SIDES_RATE * 4);
    for (let sample = 0; sample < SIDES_RATE / 2; sample += 1) samples.writeInt16LE(16_000, sample * 4);
    const sides = readSides(samples, 4, 0.25);
    expect(sides.left[0]).toBeGreaterThan(0.4);
    expect(sides.left[3]).toBe(0);
    expect(Math.max(...sides.right)).toBe(0);
  });

  it('that change too fast to follow are calmed', () => {
    const calm = calmTurns([null, 0, 0, 0, 0, 1, 0, 0, null, 1, 1, 1, 1], 3);
    expect(calm).toEqual([
      { track: 0, from: 0, to: 9 },
      { track: 1, from: 9, to: 13 },
    ]);
  });
});

describe('guesses of a face', () => {
  const guess = (x: number, score: number) => ({
    x,
    y: 0.2,
    width: 0.1,
    height: 0.2,
    score,
    mouth: { x: x + 0.05, y: 0.35 },
  });

  it('that overlap are one face between them', () => {
    const faces = mergeFaces([guess(0.3, 0.9), guess(0.31, 0.6), guess(0.7, 0.8)]);
    expect(faces.map((face) => face.score)).toEqual([0.9, 0.8]);
    expect(faces[0]?.x).toBeCloseTo(0.304, 6);
    expect(overlap(guess(0.1, 1), guess(0.9, 1))).toBe(0);
  });
});

describe('the size in which a film is looked at', () => {
  it.each([
    [1920, 1080],
    [1080, 1920],
    [640, 480],
    [1080, 1080],
    [2560, 1080],
    [321, 241],
    [64, 48],
  ])('%i × %i has sides of 64, about the same shape, and is small', (width, height) => {
    const { picture, frame } = lookSize({ width, height });
    expect(frame.width % 64).toBe(0);
    expect(frame.height % 64).toBe(0);
    expect(frame.width * frame.height).toBeLessThanOrEqual(448 * 256 * 1.6);
    expect(picture.width).toBeLessThanOrEqual(frame.width);
    expect(picture.height).toBeLessThanOrEqual(frame.height);
    const shape = picture.width / picture.height / (width / height);
    expect(Math.max(shape, 1 / shape)).toBeLessThan(1.14);
  });
});
