import { z } from 'zod';
import type { Transcript, Word } from '#lib/shared/transcript.ts';
import { sentencesOf } from './sentences.ts';

/** A sentence, the unit that clips are made of. Times in milliseconds, in order of their beginnings. */
export interface Sentence {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly speaker: string | null;
  /** Mean confidence of its words, 0-1; null where the engine gives none. */
  readonly confidence: number | null;
  /** True where the sentence closes a thought: it ends in . ? ! or before a long pause. */
  readonly finished: boolean;
  readonly wordCount: number;
  /** Its words with their times; empty where only sentences are timed. */
  readonly words: readonly Word[];
}

/** What the scorer looks at: an episode as whole sentences, wherever it came from. */
export interface ScoringEpisode {
  readonly title: string | null;
  /** ISO 639-1, e.g. "en". */
  readonly language: string;
  readonly durationMs: number;
  readonly sentences: readonly Sentence[];
}

/** An episode in clipbench's format; what a scorer does not need may be missing. */
export const benchEpisodeSchema = z.object({
  id: z.string(),
  title: z.string().default(''),
  language: z.string().default('en'),
  segments: z.array(
    z.object({
      startMs: z.number(),
      endMs: z.number(),
      speaker: z.string().nullable().default(null),
      text: z.string(),
    }),
  ),
  picks: z.array(z.object({ startMs: z.number(), endMs: z.number() })).default([]),
});
export type BenchEpisode = z.infer<typeof benchEpisodeSchema>;

/** Our own transcript as the scorer sees it. */
export function episodeOfTranscript(transcript: Transcript, title: string | null = null): ScoringEpisode {
  return {
    title,
    language: transcript.language === 'english' ? 'en' : transcript.language,
    durationMs: transcript.durationMs,
    sentences: sentencesOf(transcript),
  };
}

/** An episode of clipbench as the scorer sees it, through the same road as a transcript. */
export function episodeOfBench(bench: BenchEpisode): ScoringEpisode {
  const durationMs = bench.segments.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
  const sentences = sentencesOf({ segments: bench.segments, words: [] });
  return { title: bench.title || null, language: bench.language, durationMs, sentences };
}
