import { z } from 'zod';
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
  q: z.string().trim().max(200).optional(),
  state: episodeFilterSchema.optional(),
  /** Id of a show, or `none`. */
  show: z.string().max(60).optional(),
  sort: episodeSortSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});
export type EpisodeQuery = z.infer<typeof episodeQuerySchema>;

export const listedEpisodeSchema = episodeSummarySchema.extend({
  show: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Where the words that were looked for are said, when the title does not have them. */
  found: z.object({ startMs: z.number(), text: z.string() }).nullable(),
});
export type ListedEpisode = z.infer<typeof listedEpisodeSchema>;

export const episodeListSchema = z.object({
  episodes: z.array(listedEpisodeSchema),
  /** How many fit the question, of which `episodes` are the first. */
  total: z.number().int(),
  /** All episodes there are, whatever was asked. */
  all: z.number().int(),
});
export type EpisodeList = z.infer<typeof episodeListSchema>;
