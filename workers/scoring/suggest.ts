import type { Suggestion } from '#lib/shared/clips.ts';
import type { Note, Transcript } from '#lib/shared/transcript.ts';
import type { Sentence } from './episode.ts';
import { sentencesOf } from './sentences.ts';
import { titleOf } from './title.ts';
import { scoreWindows, type Window } from './windows.ts';

export interface SuggestOptions {
  /** How many clips at most. */
  readonly count: number;
  /** Length limits of a clip, milliseconds. */
  readonly minMs?: number;
  readonly maxMs?: number;
  readonly targetMs?: number;
}

/** A suggestion as it is stored: with its words and its place among all moments that were looked at. */
export interface RankedClip extends Suggestion {
  readonly text: string;
  /** Share of the other moments that do not score higher, 0-1. */
  readonly percentile: number;
}

/** Room left before the first and after the last word, within the pause there. */
const LEAD_MS = 200;
const TAIL_MS = 350;

/**
 * The moments of an episode that stand on their own: whole sentences, 12-60 s,
 * best first, not overlapping, each with the reasons that add up to its score.
 * An episode shorter than one clip gives one clip of the whole. Fewer clips than
 * asked for, or none, are explained in `notes`.
 */
export function suggestClips(transcript: Transcript, options: SuggestOptions): { clips: RankedClip[]; notes: Note[] } {
  const minMs = options.minMs ?? 12_000;
  const maxMs = options.maxMs ?? 60_000;
  const english = transcript.language === 'en' || transcript.language === 'english';
  const sentences = sentencesOf(transcript);
  if (sentences.length === 0) {
    return { clips: [], notes: [{ code: 'no_clips', text: 'No clips, because no speech was found in this episode.' }] };
  }
  if (transcript.durationMs <= minMs) {
    return { clips: [wholeEpisode(transcript, sentences, english)], notes: [] };
  }

  const windowOptions = { minMs, maxMs, targetMs: options.targetMs ?? 32_000, english };
  let windows = scoreWindows(sentences, windowOptions);
  const notes: Note[] = [];
  if (windows.length === 0) {
    // Little speech, or much of it not fit for a clip: the longest stretch that there is, if it says anything.
    windows = scoreWindows(sentences, { ...windowOptions, minMs: Math.min(4000, minMs) });
    windows = windows.sort((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs)).slice(0, 1);
    if (windows.length > 0) {
      notes.push({
        code: 'short_clips',
        text: 'There is too little connected speech for clips of 12 seconds or more.',
      });
    }
  }
  const chosen = choose(windows, options.count);
  if (chosen.length === 0) {
    notes.push({
      code: 'no_clips',
      text: 'No clips, because no stretch of speech is long enough to stand on its own.',
    });
  } else if (chosen.length < options.count && notes.length === 0) {
    notes.push({
      code: 'few_clips',
      text: `${chosen.length} of ${options.count} clips: the episode holds no more that stand on their own without overlapping.`,
    });
  }
  if (!english && chosen.length > 0) {
    notes.push({
      code: 'signals_english_only',
      text: 'Reasons from single words are known for English only; here sentences, questions and length decided.',
    });
  }
  const scores = windows.map((window) => window.score).sort((a, b) => a - b);
  return {
    clips: chosen.map((window, index) => toClip(window, index + 1, sentences, transcript, scores, english)),
    notes,
  };
}

/** Greedy by score; the earlier of equals first. As good as an optimal choice in the study, and easy to explain. */
function choose(windows: readonly Window[], count: number): Window[] {
  const chosen: Window[] = [];
  for (const window of [...windows].sort((a, b) => b.score - a.score || a.startMs - b.startMs)) {
    if (chosen.length >= count) break;
    if (chosen.every((other) => window.to < other.from || window.from > other.to)) chosen.push(window);
  }
  return chosen;
}

function toClip(
  window: Window,
  rank: number,
  sentences: readonly Sentence[],
  transcript: Transcript,
  sortedScores: readonly number[],
  english: boolean,
): RankedClip {
  const own = sentences.slice(window.from, window.to + 1);
  const before = sentences[window.from - 1]?.endMs ?? 0;
  const after = sentences[window.to + 1]?.startMs ?? transcript.durationMs;
  const startMs = Math.max(0, window.startMs - room(window.startMs - before, LEAD_MS));
  const endMs = Math.min(transcript.durationMs, window.endMs + room(after - window.endMs, TAIL_MS));
  const notHigher = sortedScores.findLastIndex((score) => score <= window.score);
  return {
    rank,
    startMs: Math.round(startMs),
    endMs: Math.round(Math.max(endMs, startMs + 1)),
    title: titleOf(own, weigher(english)),
    score: window.score,
    signals: [...window.signals],
    text: own.map((sentence) => sentence.text).join(' '),
    percentile: sortedScores.length > 1 ? Math.max(0, notHigher) / (sortedScores.length - 1) : 1,
  };
}

/** At most half of the pause, so that no breath of the neighbour is heard. */
function room(pauseMs: number, wishedMs: number): number {
  return Math.max(0, Math.min(wishedMs, pauseMs / 2));
}

function weigher(english: boolean): (sentence: Sentence) => number {
  return (sentence) =>
    scoreWindows([sentence], { minMs: 0, maxMs: Number.POSITIVE_INFINITY, targetMs: 5000, english })[0]?.score ?? -1;
}

function wholeEpisode(transcript: Transcript, sentences: readonly Sentence[], english: boolean): RankedClip {
  const windows = scoreWindows(sentences, {
    minMs: 0,
    maxMs: Number.POSITIVE_INFINITY,
    targetMs: transcript.durationMs,
    english,
  });
  const whole = windows.find((window) => window.from === 0 && window.to === sentences.length - 1);
  return {
    rank: 1,
    startMs: 0,
    endMs: Math.max(1, transcript.durationMs),
    title: titleOf(sentences, weigher(english)),
    score: whole?.score ?? 0,
    signals: [...(whole?.signals ?? [])],
    text: sentences.map((sentence) => sentence.text).join(' '),
    percentile: 1,
  };
}
