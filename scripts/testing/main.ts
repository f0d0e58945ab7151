import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testEnvironment } from './environment.ts';
import { type PhaseName, phases, plan } from './phases.ts';
import { type Need, type Prepared, prepareNeeds } from './prepare-needs.ts';
import { emptyTally } from './results.ts';
import { type Outcome, summarize } from './summary.ts';

/**
 * Sets up what the tests need and runs them all, to the end even where a phase fails.
 * The last line on stdout is `N passed, N failed`.
 *
 * @param args names of phases, or one of faults, coverage, bench; none for everything
 * @returns the exit code: 0 only when nothing failed and nothing was skipped that this machine could have run
 */
export async function runTests(args: readonly string[]): Promise<number> {
  const names = plan(args);
  if (!names) {
    process.stderr.write(`usage: npm test [-- PHASE…]; phases: ${Object.keys(phases).join(' ')}\n`);
    return 2;
  }
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort(signal));

  // Everything that the tests write lies in here. Others may look in: PostgreSQL does not run as root.
  const folder = await mkdtemp(join(tmpdir(), 'podpromo-test-'));
  await chmod(folder, 0o755);
  let prepared: Prepared | undefined;
  try {
    await mkdir(join(folder, 'tmp'), { mode: 0o755 });
    const needs = new Set(names.flatMap((name) => [...phases[name].needs]));
    prepared = await prepareNeeds(needs, stopping.signal);
    const env = testEnvironment(folder, prepared.variables);
    const outcomes: Outcome[] = [];
    for (const name of names) {
      if (stopping.signal.aborted) return 130;
      outcomes.push(await runPhase(name, { folder, env, problems: prepared.problems, signal: stopping.signal }));
    }
    return stopping.signal.aborted ? 130 : report(outcomes);
  } finally {
    await prepared?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runPhase(
  name: PhaseName,
  context: {
    folder: string;
    env: Record<string, string>;
    problems: ReadonlyMap<Need, string>;
    signal: AbortSignal;
  },
): Promise<Outcome> {
  const started = Date.now();
  process.stdout.write(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}\n`);
  const missing = phases[name].needs.flatMap((need) => context.problems.get(need) ?? []);
  const tally =
    missing.length > 0
      ? { ...emptyTally(), failed: 1, reasons: missing.map((reason) => `not run: ${reason}`) }
      : await phases[name].run(context);
  for (const reason of tally.reasons) process.stdout.write(`${name}: ${reason}\n`);
  return { name, ...tally, tookMs: Date.now() - started };
}

function report(outcomes: readonly Outcome[]): number {
  const { lines, failed } = summarize(outcomes);
  process.stdout.write(`\n${lines.join('\n')}\n`);
  return failed === 0 ? 0 : 1;
}
