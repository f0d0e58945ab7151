import * as z from 'zod/mini';

/** One spoken word. Times in integer milliseconds from the start of the file. */
export const wordSchema = z.object({
  startMs: z.int().check(z.nonnegative()),
  endMs: z.int().check(z.nonnegative()),
  text: z.string(),
  /** 0-1, or null where the engine gives none. */
  confidence: z.nullable(z.number().check(z.minimum(0), z.maximum(1))),
});
export type Word = z.infer<typeof wordSchema>;

/** One sentence (or the engine's line where there is no punctuation). */
export const segmentSchema = z.object({
  startMs: z.int().check(z.nonnegative()),
  endMs: z.int().check(z.nonnegative()),
  text: z.string(),
  speaker: z.nullable(z.string()),
});
export type Segment = z.infer<typeof segmentSchema>;

/** Something a person should know about a result, e.g. `no_speech`, `truncated_input`. */
export const noteSchema = z.object({ code: z.string(), text: z.string() });
export type Note = z.infer<typeof noteSchema>;

/** The stable format of `npm run transcribe` and of `clips.json`'s `transcript`. */
export const transcriptSchema = z.object({
  language: z.string(),
  durationMs: z.int().check(z.nonnegative()),
  model: z.string(),
  engine: z.string(),
  segments: z.array(segmentSchema),
  words: z.array(wordSchema),
  notes: z.array(noteSchema),
});
export type Transcript = z.infer<typeof transcriptSchema>;
