import { loadavg } from 'node:os';
import { expect, test } from 'vitest';
import { claimJob } from '#db/repositories/jobs/claim.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { leaseOf } from '#db/repositories/jobs/lease.ts';
import { succeedJob } from '#db/repositories/jobs/succeed.ts';
import type { Database } from '#db/types.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { connectRaw } from '#tests/helpers/release-fixture.ts';

const FEW = 1000;
const MANY = 1_000_000;
const CLAIMS = 300;
/** What a busy machine adds to either of two measurements. */
const FLAT = 2;

describeEachDatabase('claims', (getDb, context) => {
  async function finished(from: number, to: number): Promise<void> {
    const raw = await connectRaw(context.env());
    const numbers =
      context.dialect === 'pg'
        ? `generate_series(${from}, ${to - 1}) as n(i)`
        : `(with recursive c(i) as (select ${from} union all select i + 1 from c where i < ${to - 1}) select i from c)`;
    await raw.run(
      `insert into jobs (id, kind, payload, status, priority, attempts, max_attempts, crash_count, run_at, created_at, started_at, finished_at)
       select 'done-' || i, 'model', '{}', 'succeeded', 80, 1, 3, 0, 1700000000000 + i, 1700000000000 + i, 1700000000000 + i, 1700000000000 + i
       from ${numbers}`,
    );
    await raw.run('analyze');
    await raw.close();
  }

  test(`take as long with ${MANY} finished jobs as with ${FEW}`, async () => {
    await finished(0, FEW);
    const few = await claimMs(getDb());
    await finished(FEW, MANY);
    const many = await claimMs(getDb());
    const told = `${few.toFixed(2)} ms with ${FEW}, ${many.toFixed(2)} ms with ${MANY} finished jobs`;
    process.stdout.write(`${context.dialect}: ${told}; load ${loadavg()[0]?.toFixed(1)}\n`);
    expect(many).toBeLessThan(few * FLAT + 1);
  });
});

/** Median of a claim while a few hundred jobs wait. */
async function claimMs(db: Database): Promise<number> {
  for (let made = 0; made < CLAIMS; made += 1) {
    await enqueueJobStatement(db, { kind: 'model', episodeId: null, dedupeKey: null });
  }
  const times: number[] = [];
  for (let claim = 0; claim < CLAIMS; claim += 1) {
    const startedAt = performance.now();
    const job = await claimJob(db, { kinds: ['model'], owner: 'bench' });
    times.push(performance.now() - startedAt);
    if (!job) throw new Error('a job that waits was not claimed');
    await succeedJob(db, leaseOf(job), () => []);
  }
  return times.sort((a, b) => a - b)[CLAIMS / 2] ?? Number.NaN;
}
