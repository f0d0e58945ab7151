import { parseArgs } from 'node:util';
import { createLogger } from '#lib/server/logger.ts';
import { UsageError } from './cli/arguments.ts';
import { runCommand } from './cli/exit.ts';
import { checkBackups } from './doctor/check-backups.ts';
import { checkDatabase } from './doctor/check-database.ts';
import { checkDisks } from './doctor/check-disks.ts';
import { checkFiles } from './doctor/check-files.ts';
import { checkPrograms } from './doctor/check-programs.ts';
import { checkQueue } from './doctor/check-queue.ts';
import { checkSettings } from './doctor/check-settings.ts';
import type { Examined, Finding } from './doctor/finding.ts';
import { readConfiguration } from './read-configuration.ts';

const USAGE = 'usage: npm run doctor -- [--fix]';
const MARKS = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' } as const;

/** A problem was found and is still there. */
class Unwell extends Error {}

// `npm run doctor -- [--fix]`: looks at everything that an installation needs; exit code 1 where something is wrong.
await runCommand(async (signal) => {
  const fix = readFix();
  const env = readConfiguration();
  const examined: Examined = { env, logger: createLogger('silent', 'doctor'), signal };
  const settings = await checkSettings(examined);
  const problems = await tell([...settings, ...(await checkDisks(examined)), ...(await checkPrograms(examined))], fix);
  const database = await checkDatabase(examined);
  const broken = await tell(database.findings, fix);
  const stored = database.db ? await examineRows(examined, database.db, fix) : 0;
  const open = problems + broken + stored + (await tell(await checkBackups(examined), fix));
  if (open > 0) throw new Unwell(`${open} ${open === 1 ? 'problem' : 'problems'}: see above for what to do.`);
  process.stdout.write('Nothing is wrong.\n');
});

async function examineRows(
  examined: Examined,
  db: NonNullable<Awaited<ReturnType<typeof checkDatabase>>['db']>,
  fix: boolean,
) {
  try {
    return (await tell(await checkFiles(examined, db), fix)) + (await tell(await checkQueue(examined, db), fix));
  } finally {
    await db.close();
  }
}

/** Prints the findings, mends what can be. @returns how many problems stay. */
async function tell(findings: readonly Finding[], fix: boolean): Promise<number> {
  let open = 0;
  for (const { level, about, text, fix: mend } of findings) {
    process.stdout.write(`${MARKS[level]}  ${about}: ${text}\n`);
    if (fix && mend) process.stdout.write(`  fixed  ${await mend()}\n`);
    else if (level === 'problem') open += 1;
  }
  return open;
}

function readFix(): boolean {
  try {
    return parseArgs({ options: { fix: { type: 'boolean', default: false } } }).values.fix;
  } catch (error) {
    throw new UsageError(USAGE, { cause: error });
  }
}
