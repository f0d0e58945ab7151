import type { Signal } from '#lib/shared/clips.ts';
import { type Measured, measured, measuredInEnglish } from '#lib/shared/evidence.ts';
import type { Candidate } from './candidates.ts';
import type { Scorer } from './model/scorer.ts';
import { SIGNAL_KINDS, SIGNAL_OF } from './signals.ts';

/** A reason from outside of the learned weights: an edge, a sound. */
export interface ExtraSignal {
  readonly name: string;
  /** What it adds to the score (0-1) at full strength. */
  readonly weight: number;
  /** -1 to 1. */
  readonly value: (candidate: Candidate) => number;
  /** The very words, or what was measured. */
  readonly evidence: (candidate: Candidate) => string | Measured;
}

/** Where the score of an average moment lies. */
export const AVERAGE = 0.5;
/** Parts smaller than this are gathered into one line. */
const SMALL = 0.004;
/** How strong a signal must be to be told although it weighs nothing, or next to nothing. */
const NOTICED = 0.2;
const STRONG = 0.4;
/** So many standard deviations count as full strength. */
const FULL_STRENGTH = 2.5;
/** Features that count words. */
const WORDS: ReadonlySet<string> = new Set(SIGNAL_KINDS.flatMap(({ lexicons }) => lexicons));

export interface SignalAmount {
  readonly name: string;
  /** In shares of the score. */
  readonly amount: number;
  /** -1 to 1: how strong it is here against the episode, whatever it weighs. */
  readonly value: number;
}

/** The learned signals of a window, in shares of the score; they add up to its sum divided by the range. */
export function signalAmounts(scorer: Scorer, candidate: Candidate, range: number): SignalAmount[] {
  const sums = new Map<string, { amount: number; strength: number }>();
  for (const { feature, amount, deviation } of scorer.parts(candidate)) {
    const name = SIGNAL_OF.get(feature);
    if (name === undefined) throw new RangeError(`the feature "${feature}" belongs to no signal`);
    const sum = sums.get(name) ?? { amount: 0, strength: 0 };
    sum.amount += amount / range;
    sum.strength += WORDS.has(feature) || amount * deviation >= 0 ? deviation : -deviation;
    sums.set(name, sum);
  }
  return [...sums].map(([name, { amount, strength }]) => {
    const size = SIGNAL_KINDS.find((kind) => kind.name === name)?.features.length ?? 1;
    const value = strength / Math.sqrt(size) / FULL_STRENGTH;
    return { name, amount, value: Math.round(Math.max(-1, Math.min(1, value)) * 1000) / 1000 };
  });
}

/**
 * The reasons of a clip, strongest first, in thousandths of the score: the
 * weights add up to the score exactly. An average moment has 0.5; what is
 * rounded off and the smallest parts are one line of their own.
 */
export function explain(
  scorer: Scorer,
  candidate: Candidate,
  amounts: readonly SignalAmount[],
  extras: readonly ExtraSignal[],
): { score: number; signals: Signal[] } {
  const view = scorer.view.move(candidate.from, candidate.to);
  const evidenceOf = (name: string) =>
    SIGNAL_KINDS.find((kind) => kind.name === name)?.evidence(view.move(candidate.from, candidate.to)) ??
    extras.find((extra) => extra.name === name)?.evidence(candidate) ??
    '';
  const total = AVERAGE + amounts.reduce((sum, { amount }) => sum + amount, 0);
  const score = thousandths(Math.max(0, Math.min(1, total)));
  const shown: Signal[] = [{ name: 'average moment of this episode', weight: AVERAGE, ...shownAs(measured('start')) }];
  for (const { name, amount, value } of amounts) {
    const weightless = extras.some((extra) => extra.name === name && extra.weight === 0);
    // What is strong but weighs little is kept as well: ratings may find that it matters.
    if (Math.abs(amount) < SMALL && Math.abs(value) < (weightless ? NOTICED : STRONG)) continue;
    shown.push({ name, weight: thousandths(amount), ...shownAs(evidenceOf(name)), value });
  }
  const rest = thousandths(score - shown.reduce((sum, { weight }) => sum + weight, 0));
  if (rest !== 0) {
    const limited = total !== Math.max(0, Math.min(1, total));
    shown.push({ name: limited ? 'end of the scale' : 'smaller reasons', weight: rest, ...shownAs(measured('rest')) });
  }
  const [average, ...others] = shown;
  others.sort((a, b) => b.weight - a.weight);
  return { score, signals: average ? [average, ...others] : others };
}

function thousandths(value: number): number {
  // Adding 0 turns -0 into 0.
  return Math.round(value * 1000) / 1000 + 0;
}

/** In English as it was always stored, and what it was made of. */
function shownAs(evidence: string | Measured): Pick<Signal, 'evidence' | 'measured'> {
  if (typeof evidence === 'string') return { evidence: shorten(evidence) };
  return { evidence: shorten(measuredInEnglish(evidence)), measured: evidence };
}

function shorten(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, text.lastIndexOf(' ', 158))}…`;
}
