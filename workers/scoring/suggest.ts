import type { ClipTexts, Suggestion } from '#lib/shared/clips.ts';
import { cutInPauses } from '#lib/shared/cuts.ts';
import type { Preferences } from '#lib/shared/learning/fit.ts';
import { DEFAULT_LENGTH } from '#lib/shared/platform-lengths.ts';
import type { Note, Transcript } from '#lib/shared/transcript.ts';
import { type Candidate, gridOf, type LengthLimits } from './candidates.ts';
import { episodeOfTranscript, type ScoringEpisode, type Sentence } from './episode.ts';
import type { ExtraSignal } from './explain.ts';
import { indexEpisode } from './features/index.ts';
import { MeaningIndex, type SentenceVectors } from './features/meaning.ts';
import { Judge } from './judge.ts';
import { type Talk, type Weights, weightsFor } from './model/weights.ts';
import { noClipsNote, notesOn } from './notes.ts';
import { beginWithQuestion, compareStories, excludedSentences, questionBefore } from './rules/index.ts';
import { SOUNDS_SPONSORED } from './rules/patterns.ts';
import { type ScoredCandidate, selectClips } from './select.ts';
import { type EpisodeWords, episodeWords, textsOf } from './titles/index.ts';

export interface SuggestOptions {
  /** How many clips at most. */
  readonly count: number;
  /** Length limits of a clip, milliseconds. */
  readonly minMs?: number;
  readonly maxMs?: number;
  readonly targetMs?: number;
  /** The episode's title; what is close to it counts more. */
  readonly title?: string | null;
  /** One vector per sentence of `episodeOfTranscript`; null: the weights without embeddings decide. */
  readonly embeddings?: SentenceVectors | null;
  /** Signals from elsewhere, such as sound; they are shown, and count by their own weight and the preferences. */
  readonly extras?: readonly ExtraSignal[];
  /** What ratings have moved, by name of the signal. */
  readonly preferences?: Preferences;
  /** Another source of weights than the program's own files, for measuring. */
  readonly weights?: (talk: Talk, embeddings: boolean) => Weights;
  /** Only moments for which this holds are looked at, e.g. a part of the episode. */
  readonly within?: (candidate: Candidate) => boolean;
}

/** A suggestion as it is stored: with its words and its place among all moments that were looked at. */
export interface RankedClip extends Suggestion {
  readonly text: string;
  readonly texts: ClipTexts;
  /** Share of the other moments that do not score higher, 0-1. */
  readonly percentile: number;
}

export interface Suggestions {
  readonly clips: RankedClip[];
  readonly notes: Note[];
}

/** Where no window of the wished length fits: what still says something. */
const SHORTEST_MS = 4000;

/**
 * The moments of an episode that stand on their own: whole sentences, 12-60 s,
 * best first, not overlapping, each with the reasons that add up to its score.
 * An episode shorter than one clip gives one clip of the whole. Fewer clips than
 * asked for, or none, are explained in `notes`.
 */
export function suggestClips(transcript: Transcript, options: SuggestOptions): Suggestions {
  return suggestFrom(episodeOfTranscript(transcript, options.title ?? null), options);
}

/** The same for an episode from elsewhere. */
export function suggestFrom(episode: ScoringEpisode, options: SuggestOptions): Suggestions {
  const limits = limitsOf(options);
  const { sentences } = episode;
  const excluded = excludedSentences(episode);
  if (sentences.length === 0 || excluded.size === sentences.length) {
    return { clips: [], notes: [noClipsNote(sentences.length, excluded)] };
  }
  const index = indexEpisode(episode);
  const meaning = options.embeddings ? new MeaningIndex(sentences, options.embeddings) : null;
  const unusable = (at: number) => excluded.has(at) || SOUNDS_SPONSORED.test(sentences[at]?.text ?? '');
  const within = options.within ?? (() => true);
  const whole = episode.durationMs <= limits.minMs;
  let grid = whole ? wholeOf(episode) : gridOf(sentences, limits, unusable).filter(within);
  const short = grid.length === 0;
  if (short) {
    // Little speech, or much of it not fit for a clip: the longest stretch that there is, if it says anything.
    const shorter = { ...limits, minMs: Math.min(SHORTEST_MS, limits.minMs) };
    grid = gridOf(sentences, shorter, unusable).filter(within);
    grid = grid.sort((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs)).slice(0, 1);
  }
  const judge = new Judge({
    index,
    meaning,
    grid,
    extras: options.extras ?? [],
    preferences: options.preferences ?? {},
    weights: (options.weights ?? weightsFor)(index.turns.several ? 'dialogue' : 'single', meaning !== null),
  });
  const picked = selectClips(sentences, grid, {
    count: whole ? 1 : options.count,
    durationMs: episode.durationMs,
    limits: short || whole ? { ...limits, minMs: 0, targetMs: 1 } : limits,
    unusable,
    within,
    score: (moment, clip) => judge.score(moment, clip),
    edges: (clip) => judge.edges(clip),
    stories: compareStories(sentences, meaning ? (a, b) => meaning.cosine(a, b) : undefined),
  });
  const chosen = index.english && !whole ? withQuestions(sentences, picked, limits.maxMs, unusable, within) : picked;
  const scores = grid.map((candidate) => judge.score(candidate)).sort((a, b) => a - b);
  const words = episodeWords(
    sentences.map(({ text }) => text),
    index.english,
  );
  const clips = chosen.map((candidate, at) =>
    toClip({ candidate, rank: at + 1, episode, judge, scores, words, whole }),
  );
  const notes = whole ? [] : notesOn({ episode, index, excluded, chosen: clips.length, wanted: options.count, short });
  return { clips, notes };
}

/** An answer that makes no sense alone takes its question in; the score stays that of the answer. */
function withQuestions(
  sentences: readonly Sentence[],
  picked: readonly ScoredCandidate[],
  longestMs: number,
  unusable: (at: number) => boolean,
  within: (candidate: Candidate) => boolean,
): ScoredCandidate[] {
  return picked.map((candidate) => {
    const others = picked.filter((other) => other !== candidate);
    const isFree = (at: number) => !unusable(at) && others.every(({ from, to }) => at < from || at > to);
    const from = beginWithQuestion(sentences, candidate, { longestMs, isFree });
    const asked = { ...candidate, from, startMs: sentences[from]?.startMs ?? candidate.startMs };
    return from < candidate.from && within(asked) ? asked : candidate;
  });
}

function limitsOf(options: SuggestOptions): LengthLimits {
  return {
    minMs: options.minMs ?? DEFAULT_LENGTH.minSeconds * 1000,
    maxMs: options.maxMs ?? DEFAULT_LENGTH.maxSeconds * 1000,
    targetMs: options.targetMs ?? DEFAULT_LENGTH.targetSeconds * 1000,
  };
}

function wholeOf({ sentences, durationMs }: ScoringEpisode): Candidate[] {
  return [{ from: 0, to: sentences.length - 1, startMs: 0, endMs: Math.max(1, durationMs) }];
}

function toClip(input: {
  candidate: ScoredCandidate;
  rank: number;
  episode: ScoringEpisode;
  judge: Judge;
  scores: readonly number[];
  words: EpisodeWords;
  whole: boolean;
}): RankedClip {
  const { candidate, episode, judge, scores, whole } = input;
  const { sentences, durationMs, language } = episode;
  const own = sentences.slice(candidate.from, candidate.to + 1);
  const cut = whole
    ? { startMs: 0, endMs: Math.max(1, durationMs) }
    : cutInPauses({
        startMs: candidate.startMs,
        endMs: candidate.endMs,
        spokenUntilMs: spokenUntil(episode, candidate.from),
        nextMs: sentences[candidate.to + 1]?.startMs ?? Number.POSITIVE_INFINITY,
        durationMs,
      });
  const texts = textsOf({
    language,
    sentences: own,
    question: questionBefore(sentences, candidate.from)?.text ?? null,
    episodeTitle: episode.title,
    episode: input.words,
  });
  const notHigher = scores.findLastIndex((score) => score <= candidate.score);
  return {
    rank: input.rank,
    startMs: cut.startMs,
    endMs: cut.endMs,
    title: texts.titles[0] ?? episode.title ?? 'Untitled',
    ...judge.explain(candidate, candidate.moment),
    text: own.map(({ text }) => text).join(' '),
    texts,
    percentile: scores.length > 1 ? Math.max(0, notHigher) / (scores.length - 1) : 1,
  };
}

/** When the speech before a sentence ends; long overlaps reach over a few sentences at most. */
function spokenUntil({ sentences }: ScoringEpisode, from: number): number {
  let until = 0;
  for (let at = Math.max(0, from - 10); at < from; at += 1) until = Math.max(until, sentences[at]?.endMs ?? 0);
  return until;
}
