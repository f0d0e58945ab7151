import * as z from 'zod/mini';
import { idSchema } from './ids.ts';
import { DEFAULT_LENGTH, PLATFORM_LENGTHS, platformSchema } from './platform-lengths.ts';

/** The shortest and the longest clip that can be asked for, seconds. */
export const SHORTEST_SECONDS = 8;
export const LONGEST_SECONDS = 90;

/** What to look for instead of the best of the whole episode. */
export const findOptionsSchema = z.object({
  /** A topic or a question: 'pricing', 'moments about pricing', 'why did they leave?'. */
  query: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
  /** Sets the length. */
  platform: z.optional(platformSchema),
  /** About so long; counts more than the platform. */
  targetSeconds: z.optional(z.int().check(z.minimum(SHORTEST_SECONDS), z.maximum(LONGEST_SECONDS))),
  /** Only this part of the episode. */
  range: z.optional(
    z
      .object({ startMs: z.int().check(z.nonnegative()), endMs: z.int().check(z.positive()) })
      .check(z.refine(({ startMs, endMs }) => endMs > startMs, { message: 'The part ends before it begins' })),
  ),
  /** Clips of which more, or less, is wanted. */
  more: z.optional(z.array(idSchema).check(z.maxLength(10))),
  less: z.optional(z.array(idSchema).check(z.maxLength(10))),
});
export type FindOptions = z.infer<typeof findOptionsSchema>;

/** Bounds and aim of a clip's length, milliseconds. */
export interface LengthWish {
  readonly minMs: number;
  readonly targetMs: number;
  readonly maxMs: number;
}

/** How much shorter and longer than asked for a clip may be. */
const SHORTER = 0.6;
const LONGER = 1.5;

/** The lengths that a search looks for: those asked for, else the platform's, else 12-60 s. */
export function lengthWish(find: Pick<FindOptions, 'platform' | 'targetSeconds'> | undefined): LengthWish {
  const { targetSeconds, platform } = find ?? {};
  if (targetSeconds !== undefined) {
    return {
      minMs: Math.max(SHORTEST_SECONDS, targetSeconds * SHORTER) * 1000,
      targetMs: targetSeconds * 1000,
      maxMs: Math.min(LONGEST_SECONDS, targetSeconds * LONGER) * 1000,
    };
  }
  const length = platform ? PLATFORM_LENGTHS[platform] : DEFAULT_LENGTH;
  const { minSeconds, maxSeconds } = length;
  return { minMs: minSeconds * 1000, targetMs: length.targetSeconds * 1000, maxMs: maxSeconds * 1000 };
}
