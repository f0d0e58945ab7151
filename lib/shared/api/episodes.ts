import * as z from 'zod/mini';
import { progressSchema } from '../progress.ts';
import { episodeStateSchema } from '../states.ts';
import { noteSchema } from '../transcript.ts';
import { showNameSchema } from '../transcript-api.ts';
import { MODEL_NAME } from './models.ts';

export const episodeSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  fileName: z.string(),
  state: episodeStateSchema,
  sizeBytes: z.number(),
  durationMs: z.nullable(z.number()),
  hasVideo: z.nullable(z.boolean()),
  clipCount: z.int(),
  artworkUrl: z.nullable(z.string()),
  /** 120 loudness values 0-1 for the cover; empty until known. */
  peaks: z.array(z.number()),
  /** Where the clips lie, for the lit bars of the cover. */
  clipRanges: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
  createdAt: z.number(),
});
export type EpisodeSummary = z.infer<typeof episodeSummarySchema>;

export const episodeDetailSchema = z.extend(episodeSummarySchema, {
  /** The source for the player, Range-capable; null once it is gone. */
  sourceUrl: z.nullable(z.string()),
  /** When the source was replaced by a small sound, which `sourceUrl` plays then; null while it is here. */
  archivedAt: z.nullable(z.number()),
  language: z.nullable(z.string()),
  model: z.nullable(z.string()),
  notes: z.array(noteSchema),
  /** The podcast it belongs to. */
  show: z.nullable(z.object({ id: z.string(), name: z.string() })),
  progress: progressSchema,
});
export type EpisodeDetail = z.infer<typeof episodeDetailSchema>;

/** Changes of an episode by hand. */
export const episodePatchSchema = z
  .object({
    title: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
    /** Name of its show, which is made where there is none of it; null takes the episode out. */
    show: z.optional(z.nullable(showNameSchema)),
  })
  .check(z.refine((patch) => patch.title !== undefined || patch.show !== undefined, 'name what is to be changed'));
export type EpisodePatch = z.infer<typeof episodePatchSchema>;

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

/** `POST /api/episodes/{id}/transcribe`. */
export const transcribeRequestSchema = z.object({
  model: z.optional(z.string().check(z.regex(MODEL_NAME))),
  /** A code such as "en"; recognised where not given. */
  language: z.optional(z.string().check(z.regex(/^[a-z]{2,3}$/))),
  translate: z.optional(z.boolean()),
  /** Find clips again afterwards; by default those that are there stay. */
  clips: z.optional(z.boolean()),
});
export type TranscribeRequest = z.infer<typeof transcribeRequestSchema>;
