import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { restoreBackup } from '#lib/server/backup/restore-backup.ts';
import { createLogger } from '#lib/server/logger.ts';
import { UsageError } from './cli/arguments.ts';
import { runCommand } from './cli/exit.ts';
import { createProgressLines } from './cli/progress-lines.ts';
import { readConfiguration } from './read-configuration.ts';

const USAGE = 'usage: npm run restore -- DIR [--snapshot NAME] [--replace]';

// `npm run restore -- DIR [--snapshot NAME] [--replace]`: only while PodPromo is stopped.
await runCommand(async (signal) => {
  const { values, positionals } = read();
  const [dir, ...rest] = positionals;
  if (dir === undefined || dir === '' || rest.length > 0) throw new UsageError(USAGE);
  const env = readConfiguration();
  const lines = createProgressLines();
  const result = await restoreBackup({
    ...{ env, logger: createLogger(env.logLevel, 'restore'), dir: resolve(dir), signal },
    ...(values.snapshot === undefined ? {} : { name: values.snapshot }),
    replace: values.replace,
    onProgress: (percent) => lines.update({ stage: 'check', percent, etaMs: null, message: 'Checking the backup' }),
  });
  const say = (text: string) => process.stdout.write(`${text}\n`);
  say(`Restored ${result.name}: ${result.rows} rows and ${result.files} files, all checksums right.`);
  if (result.missing.length > 0) {
    say(`Missing already when it was made, an older backup may have it: ${result.missing.join(', ')}`);
  }
  if (result.replaced !== null) say(`The database of before is kept as ${result.replaced}`);
});

function read() {
  try {
    const options = { snapshot: { type: 'string' }, replace: { type: 'boolean', default: false } } as const;
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(USAGE, { cause: error });
  }
}
