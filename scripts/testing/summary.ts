import type { PhaseName } from './phases.ts';
import type { FileTime, Tally } from './results.ts';

export interface Outcome extends Tally {
  readonly name: PhaseName;
  readonly tookMs: number;
}

const SLOWEST = 10;

/** What a run came to, in lines; the last one is `N passed, N failed`. @returns also how many failed, or did not run */
export function summarize(outcomes: readonly Outcome[]): { lines: string[]; failed: number } {
  const sum = (pick: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  const failed = sum((outcome) => outcome.failed + outcome.skipped);
  const lines = [
    ...slowestFiles(outcomes.flatMap(({ files }) => files)),
    ...outcomes.map(phaseLine),
    `${sum((outcome) => outcome.passed)} passed, ${failed} failed`,
  ];
  return { lines, failed };
}

function slowestFiles(files: readonly FileTime[]): string[] {
  if (files.length === 0) return [];
  const slowest = files.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST);
  return ['the slowest test files', ...slowest.map(({ path, ms }) => `${path.padEnd(44)} ${seconds(ms)}`), ''];
}

function phaseLine({ name, passed, failed, skipped, absent, tookMs, reasons }: Outcome): string {
  const counts = [
    passed > 0 && `${passed} passed`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} skipped (counts as failed)`,
    absent.length > 0 && `${absent.length} not run: ${[...new Set(absent)].join(', ')}`,
  ].filter(Boolean);
  return `${name.padEnd(12)} ${seconds(tookMs)}  ${[counts.join(', ') || 'clean', ...reasons].join('; ')}`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`.padStart(6);
}
