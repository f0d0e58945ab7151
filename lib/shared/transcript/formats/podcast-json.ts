import * as z from 'zod/mini';
import type { Sentence } from '../sentence.ts';
import type { ParsedTranscript } from './parsed.ts';
import { inOrder, millis } from './seconds.ts';

/** https://github.com/Podcastindex-org/podcast-namespace, transcripts: seconds, one segment a word or a phrase. */
const fileSchema = z.object({
  version: z.optional(z.string()),
  segments: z
    .array(
      z.object({
        speaker: z.nullish(z.string()),
        startTime: z.number(),
        endTime: z.nullish(z.number()),
        body: z.string(),
      }),
    )
    .check(z.minLength(1)),
});

/** Null where it is something else. @throws TranscriptFormatError for times that cannot be */
export function parsePodcastJson(value: unknown): ParsedTranscript | null {
  const file = fileSchema.safeParse(value);
  if (!file.success) return null;
  const { segments } = file.data;
  const cues = segments.flatMap(({ speaker, startTime, endTime, body }, index) => {
    const text = body.replace(/\s+/g, ' ').trim();
    if (text === '') return [];
    const time = {
      startMs: millis(startTime, index),
      endMs: millis(endTime ?? segments[index + 1]?.startTime ?? startTime, index),
    };
    return [{ text, speaker: speaker?.trim() || null, time: { ...time, endMs: Math.max(time.startMs, time.endMs) } }];
  });
  return { format: 'podcast_json', language: null, cues: inOrder(cues).map((cue) => ({ ...cue, words: null })) };
}

/** One segment a word, so that no time is lost. */
export function toPodcastJson(sentences: readonly Sentence[]): string {
  const segments = sentences.flatMap(({ speaker, words }) =>
    words.map(({ startMs, endMs, text }) => ({
      ...(speaker === null ? {} : { speaker }),
      startTime: startMs / 1000,
      endTime: endMs / 1000,
      body: text.trim(),
    })),
  );
  return `${JSON.stringify({ version: '1.0.0', segments }, null, 1)}\n`;
}
