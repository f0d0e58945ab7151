import type { HeldSignal, Opinion } from './events.ts';

/** What one signal of full strength adds to a score, by its name. */
export type Preferences = Readonly<Record<string, number>>;

/** No signal moves a score by more; all together by at most this much again. */
export const MOST_SHIFT = 0.12;
export const MOST_TOGETHER = 0.2;
/** Fewer opinions than this teach nothing; up to four times as many count less. */
const LEAST_OPINIONS = 4;
/** How strong a taste is expected to be beforehand (standard deviation, logits per full strength). */
const PRIOR = 1;
const INTERCEPT_PRIOR = 3;
/** What could as well be chance (in standard errors) is taken off. */
const DOUBT = 0.7;
/** A taste of so many logits, beyond doubt, is worth the whole shift. */
const FULL_TASTE = 0.7;
const ROUNDS = 30;

/**
 * How somebody's opinions move the signals: a logistic regression on the
 * strength of each signal with a strong prior at 'no shift', of which only what
 * is beyond doubt counts, within fixed bounds. The same opinions give the same
 * shifts, in whatever order. Signals without a shift are left out.
 */
export function fitPreferences(opinions: readonly Opinion[]): Preferences {
  const names = [...new Set(opinions.flatMap(({ signals }) => signals.map(({ name }) => name)))].sort();
  if (opinions.length < LEAST_OPINIONS || names.length === 0) return {};
  const rows = [...opinions]
    .sort((a, b) => (a.clipId < b.clipId ? -1 : 1))
    .map(({ signals, liked, weight }) => ({ x: vector(signals, names), liked, weight }));
  const centred = centre(rows, names.length);
  const { weights, errors } = solve(centred, names.length);
  const shifts: Record<string, number> = {};
  for (const [index, name] of names.entries()) {
    const taste = weights[index] ?? 0;
    const sure = Math.max(0, Math.abs(taste) - DOUBT * (errors[index] ?? 0));
    const shift = Math.sign(taste) * MOST_SHIFT * Math.min(1, sure / FULL_TASTE);
    if (Math.abs(shift) >= 0.001) shifts[name] = Math.round(shift * 10_000) / 10_000;
  }
  return shifts;
}

/** What the preferences add to a clip with these signals, and to which part of it. */
export function shiftOf(
  signals: readonly Pick<HeldSignal, 'name' | 'value'>[],
  preferences: Preferences,
): { total: number; parts: { name: string; shift: number }[] } {
  const parts = signals
    .map(({ name, value }) => ({ name, shift: (preferences[name] ?? 0) * value }))
    .filter(({ shift }) => Math.abs(shift) >= 0.0005);
  const sum = parts.reduce((total, { shift }) => total + shift, 0);
  const total = Math.max(-MOST_TOGETHER, Math.min(MOST_TOGETHER, sum));
  return { total, parts: parts.sort((a, b) => Math.abs(b.shift) - Math.abs(a.shift)) };
}

interface Row {
  readonly x: readonly number[];
  readonly liked: number;
  readonly weight: number;
}

function vector(signals: readonly HeldSignal[], names: readonly string[]): number[] {
  const values = new Map(signals.map(({ name, value }) => [name, value]));
  return names.map((name) => values.get(name) ?? 0);
}

/** A signal that every clip has alike says nothing about taste. */
function centre(rows: readonly Row[], width: number): Row[] {
  const means = Array.from(
    { length: width },
    (_, at) => rows.reduce((sum, { x }) => sum + (x[at] ?? 0), 0) / rows.length,
  );
  return rows.map((row) => ({ ...row, x: row.x.map((value, at) => value - (means[at] ?? 0)) }));
}

/** Newton's method on the penalised likelihood; the last column is the intercept. */
function solve(rows: readonly Row[], width: number): { weights: number[]; errors: number[] } {
  const size = width + 1;
  const weights = new Array<number>(size).fill(0);
  const precision = (at: number) => 1 / (at < width ? PRIOR : INTERCEPT_PRIOR) ** 2;
  let inverse: number[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = weights.map((weight, at) => -precision(at) * weight);
    const hessian = weights.map((_, at) => weights.map((_unused, other) => (at === other ? precision(at) : 0)));
    for (const { x, liked, weight } of rows) {
      const full = [...x, 1];
      const p = 1 / (1 + Math.exp(-full.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)));
      for (const [at, value] of full.entries()) {
        gradient[at] = (gradient[at] ?? 0) + weight * (liked - p) * value;
        const row = hessian[at];
        if (!row) continue;
        for (const [other, second] of full.entries())
          row[other] = (row[other] ?? 0) + weight * p * (1 - p) * value * second;
      }
    }
    inverse = invert(hessian);
    let moved = 0;
    for (const [at, row] of inverse.entries()) {
      const step = row.reduce((sum, value, other) => sum + value * (gradient[other] ?? 0), 0);
      weights[at] = (weights[at] ?? 0) + step;
      moved = Math.max(moved, Math.abs(step));
    }
    if (moved < 1e-9) break;
  }
  return { weights, errors: inverse.map((row, at) => Math.sqrt(Math.max(0, row[at] ?? 0))) };
}

/** Gauss-Jordan; the prior makes the matrix positive definite. */
function invert(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const work = matrix.map((row, at) => [...row, ...row.map((_, other) => (at === other ? 1 : 0))]);
  for (let at = 0; at < size; at += 1) {
    const pivotRow = work[at];
    if (!pivotRow) continue;
    const pivot = pivotRow[at] ?? 1;
    for (let column = 0; column < 2 * size; column += 1) pivotRow[column] = (pivotRow[column] ?? 0) / pivot;
    for (const [other, row] of work.entries()) {
      const factor = row[at] ?? 0;
      if (other === at || factor === 0) continue;
      for (let column = 0; column < 2 * size; column += 1)
        row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0);
    }
  }
  return work.map((row) => row.slice(size));
}
