import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import type { Database } from '#db/types.ts';
import type { SystemView } from '#lib/shared/api/system.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { errorCodeOf } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import type { Env } from '../../env.ts';
import { freeDiskBytes } from '../../storage/disk.ts';
import { workerStatus } from '../queue/worker-status.ts';
import { systemWarnings } from './system-warnings.ts';

export interface Check {
  readonly ok: boolean;
  /** A code of the error table, or what is missing. */
  readonly reason?: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<'database' | 'worker' | 'folders' | 'disk', Check>>;
  /** Everything works, but could work better. */
  readonly warnings: readonly Note[];
}

/** Whether an episode put in now would come out. Never throws. */
export async function readiness(context: AppContext): Promise<Readiness> {
  const database = await check(context, async () => {
    await (await context.database()).ping();
  });
  const status = { speech: unknownSpeech() };
  const [worker, folders, disk] = await Promise.all([
    database.ok
      ? check(context, async () => {
          status.speech = await assertWorker(await context.database());
        })
      : Promise.resolve<Check>({ ok: false, reason: 'database_unavailable' }),
    check(context, () => assertWritable(context.env)),
    check(context, () => assertFreeDisk(context.env)),
  ]);
  return {
    ready: database.ok && worker.ok && folders.ok && disk.ok,
    checks: { database, worker, folders, disk },
    // They ask the database, which would only be waited for once more.
    warnings: database.ok ? await systemWarnings(context, status.speech) : [],
  };
}

/** A reason that we want to be read. */
class NotReady extends Error {}

async function assertWorker(db: Database): Promise<SystemView['speech']> {
  const { worker, speech } = await workerStatus(db);
  if (!worker.alive) throw new NotReady('no worker is running');
  return speech;
}

async function assertWritable(env: Env): Promise<void> {
  for (const folder of [env.uploadDir, env.transcriptsDir, env.clipsDir]) {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  }
}

async function assertFreeDisk(env: Env): Promise<void> {
  for (const folder of [env.uploadDir, env.clipsDir]) {
    // Below its floor the next upload or render is refused.
    if ((await freeDiskBytes(folder)) <= env.minFreeDiskBytes) throw new NotReady('less than MIN_FREE_DISK_GB is free');
  }
}

async function check(context: AppContext, look: () => Promise<void>): Promise<Check> {
  try {
    await look();
    return { ok: true };
  } catch (error) {
    if (error instanceof NotReady) return { ok: false, reason: error.message };
    context.logger.warn({ err: error }, 'not ready');
    return { ok: false, reason: errorCodeOf(error) };
  }
}

function unknownSpeech(): SystemView['speech'] {
  return { state: 'unknown', message: '', percent: null, wordTimes: null };
}
