import pg from 'pg';
import { openDatabase } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { claimJob } from '#db/repositories/jobs/claim.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { leaseOf } from '#db/repositories/jobs/lease.ts';
import { succeedJob } from '#db/repositories/jobs/succeed.ts';

// Does empty jobs with our queue, and prints how long it took: node queue-ours.ts URL JOBS PLACES
const [databaseUrl = '', jobs, places] = process.argv.slice(2);
const env = { databaseUrl, databasePoolSize: Number(places), sqlEcho: false };
await migrate(env);
const db = await openDatabase(env);
for (let made = 0; made < Number(jobs); made += 1) {
  await enqueueJobStatement(db, { kind: 'model', episodeId: null, dedupeKey: null });
}
// As autovacuum does within a minute; the others do it, too.
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
await client.query('analyze');
await client.end();
const work = async () => {
  for (;;) {
    const job = await claimJob(db, { kinds: ['model'], owner: 'bench' });
    if (!job) return;
    await succeedJob(db, leaseOf(job), () => []);
  }
};
const startedAt = performance.now();
await Promise.all(Array.from({ length: Number(places) }, work));
process.stdout.write(`${JSON.stringify({ tookMs: performance.now() - startedAt })}\n`);
await db.close();
