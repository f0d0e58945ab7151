import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createBackup } from '#lib/server/backup/create-backup.ts';
import { createLogger } from '#lib/server/logger.ts';
import { formatBytes } from '#lib/shared/time.ts';
import { UsageError } from './cli/arguments.ts';
import { runCommand } from './cli/exit.ts';
import { createProgressLines } from './cli/progress-lines.ts';
import { readConfiguration } from './read-configuration.ts';

const USAGE = 'usage: npm run backup -- DIR [--keep N]';

// `npm run backup -- DIR [--keep N]`: may run while PodPromo does.
await runCommand(async (signal) => {
  const { dir, keep } = readArguments();
  const env = readConfiguration();
  await mkdir(dir, { recursive: true });
  const lines = createProgressLines();
  const onProgress = (percent: number) => lines.update({ stage: 'copy', percent, etaMs: null, message: 'Copying' });
  const logger = createLogger(env.logLevel, 'backup');
  const result = await createBackup({ env, logger, dir, signal, onProgress, ...keep });
  const say = (text: string) => process.stdout.write(`${text}\n`);
  say(`${result.name}: ${result.rows} rows, ${result.files} files, ${formatBytes(result.bytes)} in all`);
  say(`${formatBytes(result.newBytes)} new; the rest was in an earlier backup.`);
  if (result.missing > 0) say(`${result.missing} files were missing here already; npm run doctor tells which.`);
  if (result.removed.length > 0) say(`Removed: ${result.removed.join(', ')}`);
});

function readArguments(): { dir: string; keep: { keep?: number } } {
  const { values, positionals } = read();
  const [dir, ...rest] = positionals;
  if (dir === undefined || dir === '' || rest.length > 0) throw new UsageError(USAGE);
  if (values.keep === undefined) return { dir: resolve(dir), keep: {} };
  const keep = Number(values.keep);
  if (!Number.isInteger(keep) || keep < 1) throw new UsageError(`--keep must be a whole number from 1; ${USAGE}`);
  return { dir: resolve(dir), keep: { keep } };
}

function read() {
  try {
    return parseArgs({ options: { keep: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(USAGE, { cause: error });
  }
}
