import { z } from 'zod';
import { idSchema } from './ids.ts';
import { DEFAULT_LENGTH, PLATFORM_LENGTHS, platformSchema } from './platform-lengths.ts';

/** The shortest and the longest clip that can be asked for, seconds. */
export const SHORTEST_SECONDS = 8;
export const LONGEST_SECONDS = 90;

/** What to look for instead of the best of the whole episode. */
export const findOptionsSchema = z.object({
  /** A topic or a question: 'pricing', 'moments about pricing', 'why did they leave?'. */
  query: z.string().trim().min(1).max(200).optional(),
  /** Sets the length. */
  platform: platformSchema.optional(),
  /** About so long; counts more than the platform. */
  targetSeconds: z.number().int().min(SHORTEST_SECONDS).max(LONGEST_SECONDS).optional(),
  /** Only this part of the episode. */
  range: z
    .object({ startMs: z.number().int().nonnegative(), endMs: z.number().int().positive() })
    .refine(({ startMs, endMs }) => endMs > startMs, { message: 'The part ends before it begins' })
    .optional(),
  /** Clips of which more, or less, is wanted. */
  more: z.array(idSchema).max(10).optional(),
  less: z.array(idSchema).max(10).optional(),
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
