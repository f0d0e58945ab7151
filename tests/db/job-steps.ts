import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Database } from '#db/client.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { claimJob } from '#db/repositories/jobs/claim.ts';
import { enqueueJob, type NewJob } from '#db/repositories/jobs/enqueue.ts';
import { type Lease, leaseOf } from '#db/repositories/jobs/lease.ts';
import { getRender } from '#db/repositories/renders.ts';
import type { JobRow } from '#db/rows.ts';
import { jobKindSchema } from '#lib/shared/states.ts';
import { storeClip, storeEpisode, storeRender } from './rows.ts';

/** When these tests take place, unless they say otherwise (epoch milliseconds). */
export const NOW = 1_700_000_000_000;

export interface Claimed {
  readonly job: JobRow;
  readonly lease: Lease;
}

/** Claims whatever is next; null where nothing is due. */
export async function claimNext(db: Database, now = NOW, leaseMs?: number): Promise<Claimed | null> {
  const job = await claimJob(db, { kinds: jobKindSchema.options, owner: 'worker-1', now, leaseMs });
  return job ? { job, lease: leaseOf(job) } : null;
}

/** Claims the job that must be next. */
export async function claimed(db: Database, now = NOW, leaseMs?: number): Promise<Claimed> {
  const next = await claimNext(db, now, leaseMs);
  if (!next) throw new Error('nothing is due');
  return next;
}

/** A queued job of a new episode. */
export async function queued(db: Database, given: Partial<NewJob> = {}): Promise<JobRow> {
  const episodeId = given.episodeId === undefined ? await storeEpisode(db) : given.episodeId;
  return enqueueJob(db, { kind: 'transcribe', episodeId, now: NOW, ...given });
}

/** A claimed job of a new episode. */
export async function running(db: Database, given: Partial<NewJob> = {}): Promise<Claimed> {
  const job = await queued(db, given);
  const next = await claimed(db);
  expect(next.job.id).toBe(job.id);
  return next;
}

/** A render job of an episode, with its clip. */
export async function queuedRender(db: Database, episodeId: string): Promise<{ job: JobRow; renderId: string }> {
  const clipId = await storeClip(db, episodeId);
  const renderId = await storeRender(db, clipId);
  return { job: await queued(db, { kind: 'render', episodeId, payload: { renderId } }), renderId };
}

/** Two render jobs of a new episode that is being processed. */
export async function twoRenders(db: Database) {
  const episodeId = await storeEpisode(db, { state: 'processing' });
  const clipId = await storeClip(db, episodeId);
  const renderIds = [await storeRender(db, clipId), await storeRender(db, clipId, { aspect: '1:1' })] as const;
  for (const renderId of renderIds) await queued(db, { kind: 'render', episodeId, payload: { renderId } });
  return { episodeId, renderIds };
}

export async function row(db: Database, id: string): Promise<JobRow> {
  const [job] = await db.orm.select().from(db.tables.jobs).where(eq(db.tables.jobs.id, id));
  if (!job) throw new Error('the job is gone');
  return job;
}

export const episodeState = async (db: Database, id: string | null) => (await getEpisode(db, id ?? ''))?.state;
export const renderStatus = async (db: Database, id: string) => (await getRender(db, id))?.status;

/** What no job without an owner may carry. */
export const FREE = { leaseToken: null, leaseOwner: null, leaseExpiresAt: null };
