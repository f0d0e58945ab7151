import { parseArgs } from 'node:util';
import { openDatabase } from '#db/client.ts';
import { createLogger } from '#lib/server/logger.ts';
import { cleanUp, planCleanUp } from '#lib/server/storage/clean-up/run.ts';
import type { CleanUpReason } from '#lib/shared/storage.ts';
import { formatBytes } from '#lib/shared/time.ts';
import { UsageError } from './cli/arguments.ts';
import { runCommand } from './cli/exit.ts';
import { readConfiguration } from './read-configuration.ts';

const USAGE = 'usage: npm run clean-up -- [--dry-run]';
const WORDS: Readonly<Record<CleanUpReason, string>> = {
  abandoned_upload: 'upload that nobody continues',
  orphan: 'files of nothing that there is',
  cache: 'made again when needed',
  trash_expired: 'in the trash for long enough',
  old_render: 'old clip that can be rendered again',
  archived_sound: 'sound of an archived episode, by the rule',
  deleted: 'deleted by a person',
};

// `npm run clean-up -- [--dry-run]`: may run while PodPromo does; removes what nobody needs any more, or only tells.
await runCommand(async () => {
  const dryRun = readArguments();
  const env = readConfiguration();
  const logger = createLogger(env.logLevel, 'clean-up');
  const db = await openDatabase(env, logger);
  const say = (text: string) => process.stdout.write(`${text}\n`);
  try {
    const context = { env, db, logger };
    const plan = await planCleanUp(context, { trigger: 'person' });
    for (const { reason, title, bytes } of plan.items) {
      say(`${formatBytes(bytes).padStart(9)}  ${WORDS[reason]}${title === null ? '' : `: ${title}`}`);
    }
    if (dryRun) {
      say(`${plan.items.length} things would go: ${formatBytes(plan.bytes)}. Nothing was changed.`);
      return;
    }
    const { items, bytes } = await cleanUp(context, { trigger: 'person' });
    say(`${items} things removed: ${formatBytes(bytes)}.`);
  } finally {
    await db.close();
  }
});

function readArguments(): boolean {
  try {
    return parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } }).values['dry-run'];
  } catch (error) {
    throw new UsageError(USAGE, { cause: error });
  }
}
