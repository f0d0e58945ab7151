import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Which talk a set is for: several named speakers, or one voice (or none named). */
export const talkSchema = z.enum(['dialogue', 'single']);
export type Talk = z.infer<typeof talkSchema>;

const measuredSchema = z.object({
  targetSeconds: z.number(),
  meanSeconds: z.number(),
  recall3: z.number(),
  recall5: z.number(),
  recall10: z.number(),
  /** 95 % interval of recall@10. */
  low: z.number(),
  high: z.number(),
});

/** A set of weights as the training program writes it. */
export const weightsSchema = z.object({
  version: z.literal(1),
  talk: talkSchema,
  embeddings: z.boolean(),
  provenance: z.object({
    command: z.string(),
    data: z.object({ episodes: z.number(), picks: z.number(), windows: z.number(), positives: z.number() }),
    seed: z.number(),
    folds: z.number(),
    /** By guest: no episode is judged by weights that saw it. */
    crossValidated: z.array(measuredSchema),
  }),
  /** The range of sums that is shown as 0-1; half of it on each side of an average moment. */
  range: z.number().positive(),
  /** By name of the feature: what one unit above the episode's mean adds to the sum. */
  features: z.record(z.string(), z.number()),
  /** What each dimension of the mean sentence vector adds; null without embeddings. */
  vector: z.array(z.number()).nullable(),
});
export type Weights = z.infer<typeof weightsSchema>;

const loaded = new Map<string, Weights>();

/** The name of a set's file, without folder. */
export function weightsFile(talk: Talk, embeddings: boolean): string {
  return `${talk}-${embeddings ? 'with' : 'without'}-embeddings.json`;
}

/**
 * The set of weights for this kind of talk; read and checked once.
 *
 * @throws ZodError or the file system's error: the file is part of the program.
 */
export function weightsFor(talk: Talk, embeddings: boolean): Weights {
  const file = weightsFile(talk, embeddings);
  const known = loaded.get(file);
  if (known) return known;
  const weights = weightsSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')));
  loaded.set(file, weights);
  return weights;
}
