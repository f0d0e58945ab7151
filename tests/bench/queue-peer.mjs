import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Does empty jobs with another queue, and prints how long it took: node queue-peer.mjs NAME FOLDER URL JOBS PLACES
const [name, folder, connectionString, jobs, places] = process.argv.slice(2);
const count = Number(jobs);
const concurrency = Number(places);
const require = createRequire(join(folder, 'package.json'));
const load = (packageName) => import(pathToFileURL(require.resolve(packageName)).href);

const ways = {
  async 'pg-boss'() {
    const { PgBoss } = await load('pg-boss');
    const boss = new PgBoss({ connectionString, max: concurrency, supervise: false, schedule: false });
    await boss.start();
    await boss.createQueue('empty');
    for (let rest = count; rest > 0; rest -= 500) {
      await boss.insert(
        'empty',
        Array.from({ length: Math.min(rest, 500) }, () => ({})),
      );
    }
    await boss.getDb().executeSql('analyze');
    const work = async () => {
      for (;;) {
        const [job] = await boss.fetch('empty');
        if (!job) return;
        await boss.complete('empty', job.id);
      }
    };
    const tookMs = await timed(() => Promise.all(Array.from({ length: concurrency }, work)));
    await boss.stop({ graceful: false });
    return tookMs;
  },
  async 'graphile-worker'() {
    const { makeWorkerUtils, runOnce, Logger } = await load('graphile-worker');
    const logger = new Logger(() => () => undefined);
    const utils = await makeWorkerUtils({ connectionString, logger });
    await utils.migrate();
    await utils.withPgClient((client) =>
      client.query("select graphile_worker.add_job('empty') from generate_series(1, $1)", [count]),
    );
    await utils.withPgClient((client) => client.query('analyze'));
    const taskList = { empty: async () => undefined };
    const tookMs = await timed(() =>
      runOnce({ connectionString, logger, concurrency, maxPoolSize: concurrency + 1, taskList, noHandleSignals: true }),
    );
    await utils.release();
    return tookMs;
  },
};

process.stdout.write(`${JSON.stringify({ tookMs: await ways[name]() })}\n`);
process.exit(0);

async function timed(run) {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}
