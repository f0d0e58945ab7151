import { expect, test } from 'vitest';
import { succeedJob } from '#db/repositories/jobs/succeed.ts';
import type { Database } from '#db/types.ts';
import { AppError } from '#lib/server/app-error.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { claimed, claimNext, episodeState, queued, row } from './job-steps.ts';

/** The database, which fails as soon as a claim wants to tell of itself. */
const failing = (db: Database, error: Error): Database =>
  Object.assign(Object.create(db), { transact: () => Promise.reject(error) });

describeEachDatabase('an outage between a claim and what follows from it', (getDb) => {
  test('does not lose the claimed job', async () => {
    const job = await queued(getDb());
    const away = failing(getDb(), new AppError('database_unavailable'));
    const { job: mine, lease } = await claimed(away);
    expect(mine.id).toBe(job.id);
    expect(await episodeState(getDb(), job.episodeId)).toBe('queued');
    await succeedJob(getDb(), lease, () => []);
    expect(await row(getDb(), job.id)).toMatchObject({ status: 'succeeded', attempts: 1 });
  });

  test('is not confused with a fault', async () => {
    await queued(getDb());
    const fault = new Error('no such column');
    await expect(claimNext(failing(getDb(), fault))).rejects.toBe(fault);
  });
});
