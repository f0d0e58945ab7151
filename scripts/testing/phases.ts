import { join } from 'node:path';
import { projectRoot } from '../supervisor/commands.ts';
import { FILE_TIMES } from './file-times.ts';
import type { Need } from './prepare-needs.ts';
import { emptyTally, readPlaywrightResults, readVitestResults, type Tally } from './results.ts';
import { runToEnd } from './run-to-end.ts';

export interface PhaseContext {
  /** Of this run. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

interface Phase {
  readonly needs: readonly Need[];
  run(context: PhaseContext): Promise<Tally>;
}

const MINUTES = 60_000;
const EVERYTHING: readonly Need[] = ['ffmpeg', 'speech', 'synthesizer', 'postgres'];

export type PhaseName =
  | 'lint'
  | 'typecheck'
  | 'unit'
  | 'db'
  | 'integration'
  | 'speech'
  | 'e2e'
  | 'faults'
  | 'coverage'
  | 'bench';

/** Everything that can be asked for, in the order in which it runs. */
export const phases: Readonly<Record<PhaseName, Phase>> = {
  lint: { needs: [], run: check('biome', [bin('@biomejs/biome', 'bin/biome'), 'check', '.']) },
  typecheck: { needs: [], run: check('tsc', [bin('typescript', 'bin/tsc'), '--noEmit']) },
  unit: { needs: [], run: vitest(['unit'], 10) },
  db: { needs: ['postgres'], run: vitest(['db'], 10) },
  integration: { needs: EVERYTHING, run: vitest(['integration'], 30) },
  speech: { needs: EVERYTHING, run: vitest(['speech'], 30) },
  e2e: { needs: ['ffmpeg', 'speech', 'synthesizer', 'chromium'], run: playwright(20) },
  faults: { needs: EVERYTHING, run: vitest(['faults'], 360) },
  coverage: { needs: EVERYTHING, run: vitest(['unit', 'db', 'integration', 'speech'], 60, ['--coverage']) },
  bench: { needs: EVERYTHING, run: vitest(['bench'], 120) },
};

const DEFAULT: readonly PhaseName[] = ['lint', 'typecheck', 'unit', 'db', 'integration', 'speech', 'e2e'];

/** The phases to run, or null where `args` holds something else. */
export function plan(args: readonly string[]): readonly PhaseName[] | null {
  if (args.length === 0) return DEFAULT;
  const names = args.filter((name): name is PhaseName => Object.hasOwn(phases, name));
  return names.length === args.length ? names : null;
}

function bin(name: string, file: string): string {
  return join(projectRoot, 'node_modules', name, file);
}

/** A program that only says yes or no. */
function check(name: string, args: readonly string[]): Phase['run'] {
  return async ({ env, signal }) => {
    const code = await runToEnd(args, { env, signal, limitMs: 10 * MINUTES });
    if (code === 0) return emptyTally();
    return { ...emptyTally(), failed: 1, reasons: [`${name} ended with ${code}`] };
  };
}

function vitest(projects: readonly string[], limitMinutes: number, more: readonly string[] = []): Phase['run'] {
  return async ({ folder, env, signal }) => {
    const results = join(folder, `vitest-${projects.join('-')}.json`);
    const times = join(folder, `times-${projects.join('-')}.json`);
    const args = [
      bin('vitest', 'vitest.mjs'),
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--reporter=${join(import.meta.dirname, 'file-times.ts')}`,
      `--outputFile.json=${results}`,
      ...more,
    ];
    // Of functions out of a cache, V8 counts less.
    const exact = more.includes('--coverage') && { NODE_DISABLE_COMPILE_CACHE: '1' };
    const code = await runToEnd(args, {
      env: { ...env, ...exact, [FILE_TIMES]: times },
      signal,
      limitMs: limitMinutes * MINUTES,
    });
    return readVitestResults(results, code, times);
  };
}

function playwright(limitMinutes: number): Phase['run'] {
  return async ({ folder, env, signal }) => {
    const results = join(folder, 'playwright.json');
    const code = await runToEnd([bin('@playwright/test', 'cli.js'), 'test'], {
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: results },
      signal,
      limitMs: limitMinutes * MINUTES,
    });
    return readPlaywrightResults(results, code);
  };
}
