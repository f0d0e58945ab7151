import * as z from 'zod/mini';
import { episodeSummarySchema } from './episodes.ts';

/** `moving` waits or is at work; `resting` is everything else. */
export const episodeFilterSchema = z.enum(['moving', 'resting', 'ready', 'failed', 'canceled']);
export type EpisodeFilter = z.infer<typeof episodeFilterSchema>;

export const episodeSortSchema = z.enum(['newest', 'longest', 'title', 'show']);
export type EpisodeSort = z.infer<typeof episodeSortSchema>;

/** A search in transcripts begins with so many characters: fewer are in every one of them. */
export const TEXT_SEARCH_MIN = 3;

/** `GET /api/episodes?q=…&state=…&show=…&sort=…&limit=…`: all are optional. */
export const episodeQuerySchema = z.object({
  /** Looked for in title, file name, show and transcript. */
  q: z.optional(z.string().check(z.trim(), z.maxLength(200))),
  state: z.optional(episodeFilterSchema),
  /** Id of a show, or `none`. */
  show: z.optional(z.string().check(z.maxLength(60))),
  sort: z.optional(episodeSortSchema),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1000))),
});
export type EpisodeQuery = z.infer<typeof episodeQuerySchema>;

export const listedEpisodeSchema = z.extend(episodeSummarySchema, {
  show: z.nullable(z.object({ id: z.string(), name: z.string() })),
  /** It is finished, and a clip of it is rendered anew. */
  rendering: z.boolean(),
  /** Where the words that were looked for are said, when the title does not have them. */
  found: z.nullable(z.object({ startMs: z.number(), text: z.string() })),
});
export type ListedEpisode = z.infer<typeof listedEpisodeSchema>;

export const episodeListSchema = z.object({
  episodes: z.array(listedEpisodeSchema),
  /** How many fit the question, of which `episodes` are the first. */
  total: z.int(),
  /** All episodes there are, whatever was asked. */
  all: z.int(),
});
export type EpisodeList = z.infer<typeof episodeListSchema>;
