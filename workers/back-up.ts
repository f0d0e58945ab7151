import { AppError } from '#lib/server/app-error.ts';
import { listSnapshots, snapshotTime } from '#lib/server/backup/backup-folder.ts';
import { createBackup } from '#lib/server/backup/create-backup.ts';
import type { Env } from '#lib/server/env.ts';
import type { Logger } from '#lib/server/logger.ts';
import { pause } from './pause.ts';

/** A restart has better things to do first. */
const FIRST_MS = 10 * 60_000;
/** After a failure, and the longest wait at all: a clock that was set is noticed within it. */
const AGAIN_MS = 3_600_000;

/** Keeps backups in BACKUP_DIR, one every BACKUP_INTERVAL_HOURS counted from the last one there, until the signal aborts. */
export async function backUpRegularly(options: {
  readonly env: Env;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly firstMs?: number;
}): Promise<void> {
  const { env, logger, signal, firstMs = FIRST_MS } = options;
  const dir = env.backupDir;
  if (dir === null) return;
  await pause(firstMs, signal);
  while (!signal.aborted) {
    try {
      const waitMs = await untilNextMs(dir, env.backupIntervalMs);
      if (waitMs > 0) {
        await pause(Math.min(waitMs, AGAIN_MS), signal);
        continue;
      }
      const made = await createBackup({ env, logger, dir, keep: env.backupKeep, signal });
      logger.info({ ...made }, 'backup made');
    } catch (error) {
      if (signal.aborted) return;
      logger.error({ err: error, dir, code: error instanceof AppError ? error.code : null }, 'backup failed');
      await pause(AGAIN_MS, signal);
    }
  }
}

async function untilNextMs(dir: string, everyMs: number): Promise<number> {
  const latest = (await listSnapshots(dir)).at(-1);
  if (latest === undefined) return 0;
  const waitMs = snapshotTime(latest) + everyMs - Date.now();
  // Made while the clock was ahead: the next one is not put off until then.
  return waitMs > everyMs + AGAIN_MS ? 0 : waitMs;
}
