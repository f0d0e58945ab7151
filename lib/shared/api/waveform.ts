import * as z from 'zod/mini';

/** How many values a part of a waveform has at most. */
export const WAVEFORM_VALUES_MAX = 4096;

/** `GET /api/episodes/{id}/waveform`: the part to look at, in milliseconds, and how many values are wanted. */
export const waveformQuerySchema = z
  .object({
    from: z.optional(z.coerce.number().check(z.int(), z.minimum(0))),
    to: z.optional(z.coerce.number().check(z.int(), z.minimum(1))),
    count: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(WAVEFORM_VALUES_MAX))),
  })
  .check(z.refine(({ from = 0, to }) => to === undefined || to > from, '`to` must come after `from`'));
export type WaveformQuery = z.infer<typeof waveformQuerySchema>;

/**
 * Loudness 0-1 of a part of the file in even steps. `complete` is false, and there are no values, until the
 * file was looked at.
 */
export const waveformSchema = z.object({
  complete: z.boolean(),
  /** Length of the whole file. */
  durationMs: z.number(),
  /** The part that the values cover, from the beginning of the first to the end of the last. */
  fromMs: z.number(),
  toMs: z.number(),
  peaks: z.array(z.number()),
});
export type Waveform = z.infer<typeof waveformSchema>;
