import * as z from 'zod/mini';
import { progressSchema } from '../progress.ts';
import { episodeStateSchema } from '../states.ts';
import { noteSchema } from '../transcript.ts';

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
