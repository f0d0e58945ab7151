import { z } from 'zod';
import { noteSchema, transcriptSchema } from './transcript.ts';

/** One reason for a pick. The weights of a clip's signals add up to its score. */
export const signalSchema = z.object({
  /** Plain name for the page, e.g. "answers a question". */
  name: z.string(),
  weight: z.number(),
  /** The very words that triggered it, or in English what was measured. */
  evidence: z.string(),
  /** What was measured, as lib/shared/evidence.ts has it; absent where words triggered it, and in rows of before. */
  measured: z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }).optional(),
  /** How strong the signal is in this clip against its episode, -1 to 1, whatever it weighs; what ratings are learned from. */
  value: z.number().min(-1).max(1).optional(),
});
export type Signal = z.infer<typeof signalSchema>;

/** What is written beside a clip, from its own words unless somebody changed it. */
export const clipTextsSchema = z.object({
  /** Up to three, the best first. */
  titles: z.array(z.string().min(1).max(200)).max(10),
  /** One or two sentences; empty where the clip holds none that stands alone. */
  description: z.string().max(1000),
  /** With the leading #. */
  hashtags: z.array(z.string().min(2).max(80)).max(10),
});
export type ClipTexts = z.infer<typeof clipTextsSchema>;

/** What the scorer returns: a moment of the episode, whole sentences. */
export const suggestionSchema = z.object({
  rank: z.number().int().positive(),
  startMs: z.number().int().nonnegative(),
  endMs: z.number().int().positive(),
  title: z.string(),
  score: z.number().min(0).max(1),
  signals: z.array(signalSchema),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

/** The stable format of `clips.json`, written by `npm run clip`; paths relative to its folder. */
export const clipsFileSchema = z.object({
  episode: z.object({ title: z.string(), durationMs: z.number().int().nonnegative() }),
  transcript: transcriptSchema,
  clips: z.array(
    suggestionSchema.extend({
      /** Of the rendered file. */
      durationMs: z.number().int().positive(),
      /** Other titles, a description and hashtags. */
      texts: clipTextsSchema.optional(),
      files: z.object({ video: z.string(), srt: z.string(), vtt: z.string() }),
    }),
  ),
  notes: z.array(noteSchema),
});
export type ClipsFile = z.infer<typeof clipsFileSchema>;
