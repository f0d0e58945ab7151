import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { failJob } from '#db/repositories/jobs/fail.ts';
import { succeedJob } from '#db/repositories/jobs/succeed.ts';
import { createUpload } from '#db/repositories/uploads.ts';
import { touchWorker } from '#db/repositories/workers.ts';
import { AppError } from '#lib/server/app-error.ts';
import { HOST_CONDITIONS } from '#lib/server/services/host/host-conditions.ts';
import { reportMissingFiles } from '#lib/server/storage/missing-files.ts';
import { newId } from '#lib/shared/ids.ts';
import { absent } from '#tests/helpers/absent.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { countJob, countStages, measureWorker } from '#workers/measure.ts';
import * as systemRoute from '../../../app/api/system/route.ts';
import * as metricsRoute from '../../../app/metrics/route.ts';
import { claimed, queued } from '../job-steps.ts';
import { asset, storeEpisode, upload } from '../rows.ts';
import { call, openApi } from './studio-api.ts';

const deploy = join(import.meta.dirname, '..', '..', '..', 'deploy');
const dashboardSchema = z.object({
  panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })).min(1) })).min(1),
});

describeEachDatabase('alerts and dashboard', (getDb, database) => {
  test('ask only for series that a scrape has', async () => {
    const env = { ...database.env(), backupDir: join(deploy, 'no-backups-here') };
    const api = await openApi(env);
    try {
      await haveSomethingOfEverything(getDb(), api.context);
      await call(systemRoute.GET);
      const scrape = await (await call(metricsRoute.GET)).text();
      const dashboard = dashboardSchema.parse(
        JSON.parse(await readFile(join(deploy, 'grafana/podpromo.json'), 'utf8')),
      );
      const rules = await readFile(join(deploy, 'prometheus/alerts.yml'), 'utf8');
      const asked = [...dashboard.panels.flatMap((panel) => panel.targets.map((target) => target.expr)), rules]
        .join('\n')
        .matchAll(/\b((?:podpromo|process)_[a-z0-9_]+)\b(?=[{\s)[]|$)/gm);
      const names = new Set(Array.from(asked, ([, name = '']) => name));
      expect(names.size).toBeGreaterThan(12);
      const there = new Set(Array.from(scrape.matchAll(/^([a-z0-9_]+)[{ ]/gm), ([, name = '']) => name));
      expect([...names].filter((name) => !there.has(name))).toEqual([]);
    } finally {
      await api.close();
    }
  });
});

test('the pages tell of the same conditions as the alerts', async () => {
  const rules = await readFile(join(deploy, 'prometheus/alerts.yml'), 'utf8');
  const alerts = Array.from(rules.matchAll(/- alert: (\w+)/g), ([, name = '']) => name);
  // Who cannot be reached cannot tell of it; server errors are told as failures (PodPromoErrors).
  const elsewhere = ['PodPromoDown', 'PodPromoDatabaseDown', 'PodPromoServerErrors'];
  expect([...HOST_CONDITIONS.map(({ alert }) => alert), ...elsewhere].sort()).toEqual(alerts.sort());
});

test('the alerts fire when they should and only then', async (context) => {
  const run = promisify(execFile);
  const found = await run('promtool', ['--version']).then(
    () => true,
    () => false,
  );
  if (!found) absent(context, 'promtool is not installed here');
  const { stdout } = await run('promtool', ['test', 'rules', 'alerts.test.yml'], { cwd: join(deploy, 'prometheus') });
  expect(stdout).toContain('SUCCESS');
});

async function haveSomethingOfEverything(
  db: Parameters<typeof storeEpisode>[0],
  { env, logger }: Awaited<ReturnType<typeof openApi>>['context'],
): Promise<void> {
  const episodeId = await storeEpisode(db);
  await atomic(db, (tx) => [insertAssetStatement(tx, asset(episodeId))]);
  await createUpload(db, upload());
  await reportMissingFiles(db, env, logger);
  countJob('render', 'succeeded', 1000);
  countStages('render', new Map([['encode', 800]]));
  await touchWorker(db, { id: newId(), pid: 1, startedAt: 1, lastSeenAt: Date.now(), metrics: measureWorker() });
  for (const ending of ['done', 'failed'] as const) {
    await queued(db, { episodeId, maxAttempts: 1, now: Date.now() - 5000, kind: 'transcribe' });
    const { lease } = await claimed(db, Date.now() - 4000);
    if (ending === 'done') await succeedJob(db, lease, () => []);
    else await failJob(db, lease, new AppError('ffmpeg_failed'));
  }
}
