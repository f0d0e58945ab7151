import { measured } from '#lib/shared/evidence.ts';
import { ASKED_PREFIX } from '#lib/shared/learning/events.ts';
import type { Note } from '#lib/shared/transcript.ts';
import type { Candidate } from '../candidates.ts';
import type { ScoringEpisode } from '../episode.ts';
import type { ExtraSignal } from '../explain.ts';
import { likeness } from './likeness.ts';
import { matchQuery } from './query.ts';

/** What a person asked of a search. Texts are those of the clips that were named. */
export interface Wish {
  readonly query?: string;
  readonly more: readonly string[];
  readonly less: readonly string[];
  /** Only this part. */
  readonly range?: { readonly startMs: number; readonly endMs: number };
  /** Where there are clips that stay. */
  readonly taken: readonly { readonly startMs: number; readonly endMs: number }[];
}

export interface Steering {
  readonly extras: ExtraSignal[];
  readonly within: (candidate: Candidate) => boolean;
  readonly notes: Note[];
}

/** What being wholly about the topic adds: as much as lies between an average moment and the best. */
const QUERY_WEIGHT = 0.45;
const MORE_WEIGHT = 0.25;
const LESS_WEIGHT = -0.3;
/** A moment that says less of it is not about it. */
const LEAST_STRENGTH = 0.3;
/**
 * Meaning (cosine of half a minute to the query) from which on a moment is about
 * it although the words are others. Seen on episodes of an hour: topics that are
 * talked about in other words reach 0.3 to 0.42 at their best, those that are not
 * talked about 0.14 to 0.25.
 */
const LEAST_MEANING = 0.28;
/** Half a minute about anything else. */
const NO_MEANING = 0.12;
const FULL_MEANING = 0.42;
/** This share of a clip may lie in one that stays. */
const OVERLAP = 0.1;

/**
 * Turns a wish into reasons that count and into bounds.
 *
 * @param meaning cosine of a moment's sentences to the query, where sentence vectors are at hand.
 */
export function steer(
  episode: ScoringEpisode,
  wish: Wish,
  meaning: ((candidate: Candidate) => number) | null = null,
): Steering {
  const { sentences, language } = episode;
  const extras: ExtraSignal[] = [];
  const notes: Note[] = [];
  const bounds: ((candidate: Candidate) => boolean)[] = [];
  const { query, range } = wish;
  if (query !== undefined) {
    const match = matchQuery(query, sentences, language);
    const meant = (candidate: Candidate) =>
      Math.max(0, ((meaning?.(candidate) ?? 0) - NO_MEANING) / (FULL_MEANING - NO_MEANING));
    const strength = (candidate: Candidate) => Math.min(1, Math.max(match.strength(candidate), meant(candidate)));
    bounds.push(
      (candidate) => match.strength(candidate) >= LEAST_STRENGTH || (meaning?.(candidate) ?? 0) >= LEAST_MEANING,
    );
    extras.push({
      name: `${ASKED_PREFIX}${query}`,
      weight: QUERY_WEIGHT,
      value: strength,
      evidence: (candidate) => match.words(candidate).join(', ') || measured('otherWords'),
    });
    if (!match.found && !meaning) {
      notes.push({ code: 'nothing_about', text: `Nothing of “${query}” is said in this episode.` });
    }
  }
  if (wish.more.length > 0) extras.push(like('more like these', wish.more, MORE_WEIGHT));
  if (wish.less.length > 0) extras.push(like('less like these', wish.less, LESS_WEIGHT));
  if (range)
    bounds.push(({ startMs, endMs }) => startMs >= range.startMs - SLACK_MS && endMs <= range.endMs + SLACK_MS);
  if (wish.taken.length > 0) {
    bounds.push((candidate) => wish.taken.every((clip) => overlap(candidate, clip) <= OVERLAP));
  }
  return { extras, notes, within: (candidate) => bounds.every((holds) => holds(candidate)) };

  function like(name: string, texts: readonly string[], weight: number): ExtraSignal {
    const similar = likeness(sentences, texts);
    return {
      name: `${ASKED_PREFIX}${name}`,
      weight,
      value: (candidate) => similar.strength(candidate),
      evidence: (candidate) => similar.words(candidate).join(', '),
    };
  }
}

/** A part is drawn by hand: a clip may reach over its ends a little. */
const SLACK_MS = 1500;

function overlap(candidate: Candidate, clip: { readonly startMs: number; readonly endMs: number }): number {
  const shared = Math.min(candidate.endMs, clip.endMs) - Math.max(candidate.startMs, clip.startMs);
  return Math.max(0, shared) / Math.max(1, Math.min(candidate.endMs - candidate.startMs, clip.endMs - clip.startMs));
}
