import { expect } from 'vitest';
import { isErrorCode } from '#lib/shared/error-codes.ts';
import { type Ground, grindAll, type MediaMill } from '../media-mill.ts';
import type { BaseFile } from './base-files.ts';
import { brokenFile } from './broken-files.ts';

const MOST_MS = 60_000;
const MOST_MB = 512;
/** Of the worker and three files at once; what programs share counts for each of them. */
const MOST_OF_ALL_MB = 768;

/**
 * Sends broken files through a mill, and holds it to what has to be so whatever they are.
 *
 * @param numbers of the files, as `brokenFile` counts them
 */
export async function grindBroken(
  mill: MediaMill,
  bases: readonly BaseFile[],
  numbers: readonly number[],
): Promise<{ table: string; figure: string }> {
  const count = numbers.length;
  const ground = await grindAll(mill, count, (at) => brokenFile(bases, numbers[at] ?? 0));
  const peaks = await mill.peaks();
  const slowest = [...ground].sort((a, b) => b.tookMs - a.tookMs);
  const table = tableOf(ground);
  const codes = [...table.keys()];
  const report = [
    ...[...table].map(([code, times]) => `${String(times).padStart(5)} ${code}`),
    ...slowest.slice(0, 5).map(({ what, code, tookMs }) => `${String(tookMs).padStart(6)} ms ${what}: ${code}`),
  ].join('\n');
  expect(ground).toHaveLength(count);
  expect(codes.filter((code) => code !== 'ready' && !isErrorCode(code))).toEqual([]);
  expect(codes, report).not.toContain('internal');
  expect(slowest[0]?.tookMs, report).toBeLessThan(MOST_MS);
  expect(mill.worker.exited(), mill.logs().slice(-2000)).toBe(false);
  expect(await mill.leftovers()).toEqual([]);
  expect(peaks.workerMb).toBeLessThanOrEqual(MOST_MB);
  expect(peaks.familyMb, report).toBeLessThanOrEqual(MOST_OF_ALL_MB);
  const most = slowest[0];
  return {
    table: report,
    figure: `${count} files, all ended, the slowest after ${((most?.tookMs ?? 0) / 1000).toFixed(1)} s; worker ${peaks.workerMb} MB, with its children ${peaks.familyMb} MB; nothing left`,
  };
}

function tableOf(ground: readonly Ground[]): Map<string, number> {
  const table = new Map<string, number>();
  for (const { code } of ground) table.set(code, (table.get(code) ?? 0) + 1);
  return new Map([...table].sort((a, b) => b[1] - a[1]));
}
