import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { sqliteSource } from '#tests/helpers/databases.ts';
import { createStubFleet, effects, liveJobs, queueStubs } from '#tests/helpers/stub-fleet.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { figure } from './harness/figures.ts';

/** Longer than the busy timeout of 5 s and than a lease. */
const lockedMs = Number(process.env.FAULT_LOCK_MS ?? 65_000);

test(`the SQLite file is locked by another program for ${lockedMs / 1000} s: nothing is lost or done twice`, async () => {
  const source = await sqliteSource();
  const env = await source.create();
  const db = await openDatabase(env);
  const fleet = await createStubFleet(env, { timing: {}, concurrency: 3 });
  const other = new Sqlite(env.databaseUrl.slice('file:'.length));
  try {
    const ids = await queueStubs(db, 40, 400);
    const workers = [fleet.start(), fleet.start()];
    await waitFor(async () => (await liveJobs(db)) < 35, { what: 'the first jobs' });
    // Another writer may be at it: ours waits for its turn like any other.
    await waitFor(() => begins(other), { what: 'the lock' });
    await sleep(lockedMs);
    other.exec('ROLLBACK');
    const openedAt = performance.now();
    await waitFor(async () => (await liveJobs(db)) === 0, { timeoutMs: 120_000, what: 'the end of all jobs' });
    const tookMs = Math.round(performance.now() - openedAt);
    expect(workers.some((worker) => worker.exited())).toBe(false);
    expect((await effects(db)).sort()).toEqual([...ids].sort());
    expect(tookMs).toBeLessThan(30_000);
    figure(
      'the SQLite file locked by another program',
      `${lockedMs / 1000} s; 40 jobs, 0 lost, 0 doubled, done ${tookMs} ms after`,
    );
  } finally {
    other.close();
    await fleet.stop();
    await db.close();
    await source.dispose();
  }
});

function begins(database: Sqlite.Database): boolean {
  try {
    database.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY') return false;
    throw error;
  }
}
