import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../supervisor/commands.ts';

const fileTimesSchema = z.array(z.object({ path: z.string(), ms: z.number() }));

/** How long a test file took; its path as seen from the project. */
export type FileTime = z.infer<typeof fileTimesSchema>[number];

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
  readonly files: readonly FileTime[];
}

export function emptyTally(): Tally {
  return { passed: 0, failed: 0, skipped: 0, absent: [], reasons: [], files: [] };
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

interface PlaywrightSuite {
  readonly file: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly { tests: readonly { results: readonly { duration: number }[] }[] }[];
}

const suiteSchema: z.ZodType<PlaywrightSuite> = z.object({
  file: z.string(),
  get suites() {
    return z.array(suiteSchema).optional();
  },
  specs: z.array(z.object({ tests: z.array(z.object({ results: z.array(z.object({ duration: z.number() })) })) })),
});

const playwrightSchema = z.object({
  config: z.object({ rootDir: z.string() }).optional(),
  suites: z.array(suiteSchema).default([]),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.object({ message: z.string().optional() })).default([]),
});

/** Reads what vitest's JSON reporter wrote, and ours of the times. @param code how vitest ended */
export async function readVitestResults(path: string, code: number | string, timesPath?: string): Promise<Tally> {
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
    files: (timesPath && (await read(timesPath, fileTimesSchema))) || [],
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
    files: results.suites.map((suite) => ({ path: fromProject(results, suite.file), ms: durationOf(suite) })),
  });
}

function fromProject({ config }: z.infer<typeof playwrightSchema>, file: string): string {
  return relative(projectRoot, join(config?.rootDir ?? projectRoot, file));
}

/** Of all tests in it, milliseconds. */
function durationOf({ suites = [], specs }: PlaywrightSuite): number {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results.map(({ duration }) => duration)));
  return [...own, ...suites.map(durationOf)].reduce((sum, ms) => sum + ms, 0);
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
