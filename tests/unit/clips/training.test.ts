import { describe, expect, it } from 'vitest';
import { crossValidate, fitOn, foldUp } from '#scripts/clips/cross-validate.ts';
import { measure } from '#scripts/clips/evaluate.ts';
import { foldsOf } from '#scripts/clips/folds.ts';
import { NormalEquations } from '#scripts/clips/normal-equations.ts';
import { recalls } from '#scripts/clips/training-set.ts';
import { episodeOfBench } from '#workers/scoring/episode.ts';
import { weightsSchema } from '#workers/scoring/model/weights.ts';
import { randomVectors } from '../scoring/synthetic-vectors.ts';
import { benchEpisodes } from './bench-data.ts';

const bench = benchEpisodes(12);
const signal = AbortSignal.timeout(40_000);
const fold = () => foldUp(bench, (one) => randomVectors(episodeOfBench(one), 5), 384, signal);

describe('training', () => {
  it('gives the same weights twice, in the format that the product reads', async () => {
    const [one, two] = [await fold(), await fold()];
    for (const embeddings of [false, true]) {
      const weights = fitOn(one, () => true, 'dialogue', embeddings);
      expect(weightsSchema.parse(weights)).toEqual(weights);
      expect(fitOn(two, () => true, 'dialogue', embeddings)).toEqual(weights);
      expect(weights.provenance.data).toMatchObject({ episodes: 12, picks: 24 });
    }
  });

  it('finds what the picks have in common, for guests that it has not seen', async () => {
    const clips = await crossValidate(await fold(), { embeddings: false, seconds: 30, count: 3 }, signal);
    const { recall3, meanSeconds } = measure(bench, ({ id }) => clips.get(id) ?? []);
    // Chance finds about a tenth.
    expect(recall3).toBeGreaterThan(0.4);
    expect(meanSeconds).toBeLessThan(40);
  });

  it('keeps all episodes of a guest in one part', () => {
    const ids = ['anna', 'anna-20', 'bob', 'bob_', 'carl', 'dora', 'emil'];
    const parts = foldsOf(ids, 4, 1);
    expect(parts[0]).toBe(parts[1]);
    expect(parts[2]).toBe(parts[3]);
    expect(new Set(parts).size).toBeGreaterThan(2);
    expect(foldsOf(ids, 4, 1)).toEqual(parts);
  });

  it('solves least squares with a penalty', () => {
    const equations = new NormalEquations(2);
    const rows = [
      [1, 2],
      [2, 1],
      [-1, 1],
      [0, -2],
    ];
    for (const [a = 0, b = 0] of rows) equations.add(Float64Array.of(a, b), 3 * a - 2 * b);
    const [a, b] = equations.solve([0, 1], [1, 1], 1e-9);
    expect(a).toBeCloseTo(3, 5);
    expect(b).toBeCloseTo(-2, 5);
    const [small] = equations.solve([0, 1], [1, 1], 10);
    expect(Math.abs(small ?? 9)).toBeLessThan(1);
  });

  it('counts a pick as found where half of it, or 30 s, are covered', () => {
    const pick = { startMs: 100_000, endMs: 120_000 };
    expect(recalls({ startMs: 110_000, endMs: 150_000 }, pick)).toBe(true);
    expect(recalls({ startMs: 111_000, endMs: 150_000 }, pick)).toBe(false);
    const long = { startMs: 100_000, endMs: 300_000 };
    expect(recalls({ startMs: 150_000, endMs: 180_000 }, long)).toBe(true);
    expect(recalls({ startMs: 150_000, endMs: 179_000 }, long)).toBe(false);
  });
});
