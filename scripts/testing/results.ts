import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** What a phase came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** A test that did not run proves nothing: it fails the run. */
  readonly skipped: number;
  /** Tests about what need not be on a machine and is not (tests/helpers/absent.ts), by what that is. */
  readonly absent: readonly string[];
  /** What the counts alone do not say, a sentence each. */
  readonly reasons: readonly string[];
}

export function emptyTally(): Tally {
  return { passed: 0, failed: 0, skipped: 0, absent: [], reasons: [] };
}

const vitestSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), meta: z.object({ absent: z.string().optional() }).optional() }),
      ),
    }),
  ),
});

const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.object({ message: z.string().optional() })).default([]),
});

/** Reads what vitest's JSON reporter wrote. @param code how vitest ended */
export async function readVitestResults(path: string, code: number | string): Promise<Tally> {
  const results = await read(path, vitestSchema);
  if (!results) return nothing(`vitest ended with ${code} and left no results`);
  // A file that cannot be loaded has no tests that could fail.
  const broken = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const absent = results.testResults.flatMap((file) =>
    file.assertionResults.flatMap(({ status, meta }) =>
      status !== 'passed' && status !== 'failed' && meta?.absent !== undefined ? [meta.absent] : [],
    ),
  );
  return counted(code, 'vitest', {
    passed: results.numPassedTests,
    failed: results.numFailedTests + broken.length,
    skipped: results.numPendingTests + results.numTodoTests - absent.length,
    absent,
    reasons: broken.map((file) => `${file.name} could not be run`),
  });
}

/** Reads what Playwright's JSON reporter wrote. */
export async function readPlaywrightResults(path: string, code: number | string): Promise<Tally> {
  const results = await read(path, playwrightSchema);
  if (!results) return nothing(`playwright ended with ${code} and left no results`);
  const { expected, unexpected, flaky, skipped } = results.stats;
  return counted(code, 'playwright', {
    passed: expected,
    failed: unexpected + flaky,
    skipped,
    absent: [],
    reasons: results.errors.map((error) => error.message ?? 'an error outside of the tests'),
  });
}

/** An end with an error that no test accounts for (an unhandled rejection, no tests at all) fails too. */
function counted(code: number | string, name: string, tally: Tally): Tally {
  const quiet = code === 0 || tally.failed > 0;
  return quiet ? tally : { ...tally, failed: 1, reasons: [...tally.reasons, `${name} ended with ${code}`] };
}

function nothing(reason: string): Tally {
  return { ...emptyTally(), failed: 1, reasons: [reason] };
}

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null; // it ended before it could write any
    throw error;
  });
  return text === null ? null : schema.parse(JSON.parse(text));
}
