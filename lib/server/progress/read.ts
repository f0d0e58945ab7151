import type { UploadRow, WorkerRow } from '#db/rows.ts';
import { ERROR_CODES, type ErrorCode } from '#lib/shared/error-codes.ts';
import { isId } from '#lib/shared/ids.ts';
import type { Progress } from '#lib/shared/progress.ts';
import { errorCodeOf } from '../app-error.ts';
import type { AppContext } from '../context.ts';
import { paths } from '../paths.ts';
import { isWorkerAlive } from '../services/queue/worker-status.ts';
import { answerWithin } from '../within.ts';
import { stageFromDisk } from './from-disk.ts';
import { knownRows } from './known-rows.ts';
import { readProgressFile } from './progress-file.ts';
import { fromFileAlone, reconcile } from './reconcile.ts';

/** Longer than any of its queries takes; the file can answer instead. */
const DATABASE_MS = 3000;

/**
 * The progress of one episode: file and rows together, the file alone while the database is away,
 * else what lies on the disk. Null where there is no such episode or upload. Never throws: what
 * could not be found out is `state: 'unknown'` with the reason, and logged.
 */
export async function readProgress(context: AppContext, episodeId: string): Promise<Progress | null> {
  const now = Date.now();
  const file = await readFile(context, episodeId);
  try {
    return await answerWithin(DATABASE_MS, fromDatabase(context, episodeId, file, now));
  } catch (error) {
    logOnce(context, error, episodeId);
    if (file) return fromFileAlone(file, now);
    return unknownProgress(context, episodeId, errorCodeOf(error), now);
  }
}

/** Several at once; null for what does not exist, also where an id cannot be one of ours. */
export async function readProgressOf(
  context: AppContext,
  episodeIds: readonly string[],
): Promise<Record<string, Progress | null>> {
  const entries = await Promise.all(
    episodeIds.map(async (id) => [id, isId(id) ? await readProgress(context, id) : null] as const),
  );
  return Object.fromEntries(entries);
}

async function fromDatabase(
  context: AppContext,
  episodeId: string,
  file: Progress | null,
  now: number,
): Promise<Progress | null> {
  const known = await knownRows(await context.database(), episodeId);
  if (known.episode === null) return known.upload ? fromUpload(known.upload, now) : null;
  const { episode, jobs, workers } = known;
  const waitsForSpeech = jobs.some((job) => job.kind === 'transcribe' && job.status === 'queued');
  const speech = waitsForSpeech ? speechMessage(workers, now) : null;
  return reconcile({ episode, jobs, file, speech, now });
}

function fromUpload(upload: UploadRow, now: number): Progress {
  const arrived = upload.state !== 'open';
  return {
    ...blank(upload.id, now),
    stage: 'upload',
    percent: arrived ? 100 : null,
    message: arrived ? 'Checking what arrived' : 'Uploading',
    state: arrived ? 'queued' : 'uploading',
    updatedAt: upload.updatedAt,
  };
}

/** Why transcribing cannot begin yet; null where some worker can. What a dead one said last does not count. */
function speechMessage(workers: readonly WorkerRow[], now: number): string | null {
  const living = workers.filter((worker) => isWorkerAlive(worker, now));
  if (living.some((worker) => worker.speech?.state === 'ready')) return null;
  return living[0]?.speech?.message ?? null;
}

async function readFile(context: AppContext, episodeId: string): Promise<Progress | null> {
  try {
    return await readProgressFile(paths.progressFile(context.env, episodeId));
  } catch (error) {
    logOnce(context, error, episodeId);
    return null;
  }
}

async function unknownProgress(
  context: AppContext,
  episodeId: string,
  code: ErrorCode,
  now: number,
): Promise<Progress> {
  const { title, action } = ERROR_CODES[code];
  const unknown = { ...blank(episodeId, now), error: { code, title, action } };
  try {
    return { ...unknown, stage: await stageFromDisk(context.env, episodeId) };
  } catch (error) {
    logOnce(context, error, episodeId);
    return unknown;
  }
}

function blank(episodeId: string, now: number): Progress {
  return {
    episodeId,
    jobId: null,
    stage: null,
    percent: null,
    etaMs: null,
    message: ERROR_CODES.unknown.title,
    state: 'unknown',
    seq: 0,
    attempt: 0,
    updatedAt: now,
    error: null,
  };
}

const LOG_EVERY_MS = 10_000;
const lastLogged = new Map<string, number>();

/** Pollers come every second: the same failure is logged once in ten seconds, for whichever episode. */
function logOnce(context: AppContext, error: unknown, episodeId: string): void {
  const key = errorCodeOf(error);
  const now = Date.now();
  if (now - (lastLogged.get(key) ?? 0) < LOG_EVERY_MS) return;
  lastLogged.set(key, now);
  context.logger.warn({ err: error, episodeId }, 'progress could not be read in full');
}
