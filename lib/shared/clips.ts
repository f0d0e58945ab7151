import * as z from 'zod/mini';
import { noteSchema, transcriptSchema } from './transcript.ts';

/** One reason for a pick. The weights of a clip's signals add up to its score. */
export const signalSchema = z.object({
  /** Plain name for the page, e.g. "answers a question". */
  name: z.string(),
  weight: z.number(),
  /** The very words that triggered it, or in English what was measured. */
  evidence: z.string(),
  /** What was measured, as lib/shared/evidence.ts has it; absent where words triggered it, and in rows of before. */
  measured: z.optional(z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })),
  /** How strong the signal is in this clip against its episode, -1 to 1, whatever it weighs; what ratings are learned from. */
  value: z.optional(z.number().check(z.minimum(-1), z.maximum(1))),
});
export type Signal = z.infer<typeof signalSchema>;

/** What is written beside a clip, from its own words unless somebody changed it. */
export const clipTextsSchema = z.object({
  /** Up to three, the best first. */
  titles: z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.maxLength(10)),
  /** One or two sentences; empty where the clip holds none that stands alone. */
  description: z.string().check(z.maxLength(1000)),
  /** With the leading #. */
  hashtags: z.array(z.string().check(z.minLength(2), z.maxLength(80))).check(z.maxLength(10)),
});
export type ClipTexts = z.infer<typeof clipTextsSchema>;

/** What the scorer returns: a moment of the episode, whole sentences. */
export const suggestionSchema = z.object({
  rank: z.int().check(z.positive()),
  startMs: z.int().check(z.nonnegative()),
  endMs: z.int().check(z.positive()),
  title: z.string(),
  score: z.number().check(z.minimum(0), z.maximum(1)),
  signals: z.array(signalSchema),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

/** The stable format of `clips.json`, written by `npm run clip`; paths relative to its folder. */
export const clipsFileSchema = z.object({
  episode: z.object({ title: z.string(), durationMs: z.int().check(z.nonnegative()) }),
  transcript: transcriptSchema,
  clips: z.array(
    z.extend(suggestionSchema, {
      /** Of the rendered file. */
      durationMs: z.int().check(z.positive()),
      /** Other titles, a description and hashtags. */
      texts: z.optional(clipTextsSchema),
      files: z.object({ video: z.string(), srt: z.string(), vtt: z.string() }),
    }),
  ),
  notes: z.array(noteSchema),
});
export type ClipsFile = z.infer<typeof clipsFileSchema>;
