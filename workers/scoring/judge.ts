import type { Signal } from '#lib/shared/clips.ts';
import { measured } from '#lib/shared/evidence.ts';
import { LEARNED_SIGNAL } from '#lib/shared/learning/events.ts';
import { MOST_TOGETHER, type Preferences, shiftOf } from '#lib/shared/learning/fit.ts';
import type { Candidate } from './candidates.ts';
import { AVERAGE, type ExtraSignal, explain, type SignalAmount, signalAmounts } from './explain.ts';
import type { EpisodeIndex } from './features/index.ts';
import type { MeaningIndex } from './features/meaning.ts';
import { Scorer } from './model/scorer.ts';
import type { Weights } from './model/weights.ts';
import { endingQuality, openerQuality } from './rules/index.ts';

/** What a clean beginning and a clean end are worth, from worst to best; measured in docs/picking.md. */
const BEGINNING = 0.02;
const ENDING = 0.015;
/** A pause after the last word: the thought has ended, or the room reacts. Set by hand, half a standard deviation. */
const PAUSE = 0.05;
const WHOLE_PAUSE_MS = 2000;

/** Judges the windows of one episode: the learned weights, the edges, signals from elsewhere, and what ratings moved. */
export class Judge {
  readonly #scorer: Scorer;
  readonly #range: number;
  readonly #edges: readonly ExtraSignal[];
  readonly #extras: readonly ExtraSignal[];
  readonly #preferences: Preferences;
  readonly #liked: boolean;

  constructor(input: {
    index: EpisodeIndex;
    meaning: MeaningIndex | null;
    grid: readonly Candidate[];
    extras: readonly ExtraSignal[];
    preferences: Preferences;
    weights: Weights;
  }) {
    const { index, meaning, grid, extras, preferences, weights } = input;
    this.#scorer = new Scorer(index, meaning, weights, grid);
    this.#range = weights.range;
    this.#edges = edgesOf(index);
    this.#extras = extras;
    this.#preferences = preferences;
    this.#liked = Object.keys(preferences).length > 0;
  }

  /** The score by which moments are ranked: not rounded, and not held within 0-1. */
  score(moment: Candidate, clip: Candidate = moment): number {
    if (this.#liked) return AVERAGE + this.#amounts(moment, clip).reduce((sum, { amount }) => sum + amount, 0);
    let score = AVERAGE + this.#scorer.sum(moment) / this.#range + this.edges(clip);
    for (const { weight, value } of this.#extras) if (weight !== 0) score += weight * value(moment);
    return score;
  }

  /** What the beginning and the end of a clip add to its score. */
  edges(clip: Candidate): number {
    return this.#edges.reduce((sum, { weight, value }) => sum + weight * value(clip), 0);
  }

  /** The score in 0-1 and the reasons that add up to it; the words that are shown are those of the clip. */
  explain(clip: Candidate, moment: Candidate): { score: number; signals: Signal[] } {
    const amounts = this.#amounts(moment, clip);
    const others = [...this.#edges, ...this.#extras, learnedEvidence(amounts, this.#preferences)];
    return explain(this.#scorer, clip, amounts, others);
  }

  #amounts(moment: Candidate, clip: Candidate): SignalAmount[] {
    const amounts = signalAmounts(this.#scorer, moment, this.#range);
    const add = ({ name, weight, value }: ExtraSignal, window: Candidate) => {
      const strength = Math.max(-1, Math.min(1, value(window)));
      amounts.push({ name, amount: weight * strength, value: strength });
    };
    for (const edge of this.#edges) add(edge, clip);
    for (const extra of this.#extras) add(extra, moment);
    if (!this.#liked) return amounts;
    // A part of its own: what the scorer says stays as it is, and can be compared with what ratings said.
    const { total } = shiftOf(amounts, this.#preferences);
    return [
      ...amounts,
      { name: LEARNED_SIGNAL, amount: total, value: Math.max(-1, Math.min(1, total / MOST_TOGETHER)) },
    ];
  }
}

const PARTS_SHOWN = 4;

/** What ratings add, told by the signals that they moved: "story +2.1, number −0.8". */
function learnedEvidence(amounts: readonly SignalAmount[], preferences: Preferences): ExtraSignal {
  const { parts } = shiftOf(amounts, preferences);
  const told = measured(
    'moved',
    Object.fromEntries(parts.slice(0, PARTS_SHOWN).map(({ name, shift }) => [name, shift * 100])),
  );
  return { name: LEARNED_SIGNAL, weight: 1, value: () => 0, evidence: () => told };
}

/** How a clip begins and ends. Words are judged in English, marks everywhere. */
function edgesOf(index: EpisodeIndex): ExtraSignal[] {
  const sentence = (at: number) => {
    const found = index.sentences[at];
    if (!found) throw new RangeError(`no sentence ${at}`);
    return found;
  };
  const pauseAfter = (at: number) => {
    const next = index.sentences[at + 1];
    return next ? Math.max(0, next.startMs - sentence(at).endMs) : 0;
  };
  // The same sentence begins or ends many windows.
  const opener = remembered((at) => (index.english ? openerQuality(sentence(at)).quality : 1));
  const ending = remembered((at) => endingQuality(sentence(at)).quality);
  return [
    {
      name: 'begins on its own',
      weight: BEGINNING,
      value: ({ from }) => opener(from) * 2 - 1,
      evidence: ({ from }) => openerQuality(sentence(from)).evidence,
    },
    {
      name: 'ends on a finished thought',
      weight: ENDING,
      value: ({ to }) => ending(to) * 2 - 1,
      evidence: ({ to }) => endingQuality(sentence(to)).evidence,
    },
    {
      name: 'a pause follows',
      weight: PAUSE,
      value: ({ to }) => Math.min(1, pauseAfter(to) / WHOLE_PAUSE_MS),
      evidence: ({ to }) => measured('seconds', { s: pauseAfter(to) / 1000 }),
    },
  ];
}

function remembered(compute: (at: number) => number): (at: number) => number {
  const known = new Map<number, number>();
  return (at) => {
    const value = known.get(at) ?? compute(at);
    known.set(at, value);
    return value;
  };
}
