import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { deleteAssets, insertAssetStatement } from '#db/repositories/assets.ts';
import { assetPath } from '#lib/server/paths.ts';
import { reportMissingFiles } from '#lib/server/storage/missing-files.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import * as metricsRoute from '../../../app/metrics/route.ts';
import * as storageRoute from '../../../app/storage/stats/route.ts';
import { asset, storeEpisode } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

describeEachDatabase('rows without their file', (getDb, database) => {
  let api: ApiUnderTest;
  let said: string[];
  beforeEach(async () => {
    api = await openApi(database.env());
    said = [];
  });
  afterEach(() => api.close());

  const look = () => reportMissingFiles(getDb(), api.context.env, listening());
  const listening = () =>
    pino(
      new Writable({
        write(line, _, done) {
          said.push(String(line));
          done();
        },
      }),
    );
  const counted = async () => (await (await call(storageRoute.GET)).json()).missingFiles;

  async function store(count: number, given: Parameters<typeof asset>[1] = {}) {
    const episodeId = await storeEpisode(getDb());
    const rows = Array.from({ length: count }, () => asset(episodeId, given));
    await atomic(getDb(), (tx) => rows.map((row) => insertAssetStatement(tx, row)));
    return { episodeId, rows, ids: rows.map((row) => row.id) };
  }

  test('are reported once a look, by their ids, and counted', async () => {
    expect(await counted()).toBeNull();
    const there = await store(2);
    for (const row of there.rows) {
      const path = assetPath(api.context.env, row);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, 'x');
    }
    expect(await look()).toEqual([]);
    expect(said).toEqual([]);
    expect(await counted()).toBe(0);

    const [lost] = there.rows;
    if (lost) await rm(assetPath(api.context.env, lost));
    const outside = await store(1, { path: '../outside' });
    const expected = [lost?.id, ...outside.ids].sort();
    expect((await look()).sort()).toEqual(expected);
    expect(said).toHaveLength(1);
    const line = JSON.parse(said[0] ?? '');
    expect(line).toMatchObject({ level: 40, missingFiles: 2 });
    expect(line.assetIds.sort()).toEqual(expected);
    expect(await counted()).toBe(2);
    expect(await (await call(metricsRoute.GET)).text()).toContain('podpromo_missing_files 2');
  });

  test('are found among many, and are no longer missed when their rows go', async () => {
    const { episodeId, ids } = await store(450);
    expect((await look()).sort()).toEqual(ids.sort());
    expect(await counted()).toBe(450);
    expect(JSON.parse(said[0] ?? '').assetIds).toHaveLength(100);
    await deleteAssets(getDb(), episodeId);
    expect(await look()).toEqual([]);
    expect(await counted()).toBe(0);
  });
});
