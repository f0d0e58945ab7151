import { z } from 'zod';
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
  durationMs: z.number().nullable(),
  hasVideo: z.boolean().nullable(),
  clipCount: z.number().int(),
  artworkUrl: z.string().nullable(),
  /** 120 loudness values 0-1 for the cover; empty until known. */
  peaks: z.array(z.number()),
  /** Where the clips lie, for the lit bars of the cover. */
  clipRanges: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
  createdAt: z.number(),
});
export type EpisodeSummary = z.infer<typeof episodeSummarySchema>;

export const episodeDetailSchema = episodeSummarySchema.extend({
  /** The source for the player, Range-capable; null once it is gone. */
  sourceUrl: z.string().nullable(),
  /** When the source was replaced by a small sound, which `sourceUrl` plays then; null while it is here. */
  archivedAt: z.number().nullable(),
  language: z.string().nullable(),
  model: z.string().nullable(),
  notes: z.array(noteSchema),
  /** The podcast it belongs to. */
  show: z.object({ id: z.string(), name: z.string() }).nullable(),
  progress: progressSchema,
});
export type EpisodeDetail = z.infer<typeof episodeDetailSchema>;

/** Changes of an episode by hand. */
export const episodePatchSchema = z
  .object({
    title: z.string().trim().min(1).max(200).optional(),
    /** Name of its show, which is made where there is none of it; null takes the episode out. */
    show: showNameSchema.nullable().optional(),
  })
  .refine((patch) => patch.title !== undefined || patch.show !== undefined, 'name what is to be changed');
export type EpisodePatch = z.infer<typeof episodePatchSchema>;

/** How many values a part of a waveform has at most. */
export const WAVEFORM_VALUES_MAX = 4096;

/** `GET /api/episodes/{id}/waveform`: the part to look at, in milliseconds, and how many values are wanted. */
export const waveformQuerySchema = z
  .object({
    from: z.coerce.number().int().min(0).optional(),
    to: z.coerce.number().int().min(1).optional(),
    count: z.coerce.number().int().min(1).max(WAVEFORM_VALUES_MAX).optional(),
  })
  .refine(({ from = 0, to }) => to === undefined || to > from, '`to` must come after `from`');
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
  model: z.string().regex(MODEL_NAME).optional(),
  /** A code such as "en"; recognised where not given. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional(),
  translate: z.boolean().optional(),
  /** Find clips again afterwards; by default those that are there stay. */
  clips: z.boolean().optional(),
});
export type TranscribeRequest = z.infer<typeof transcribeRequestSchema>;
