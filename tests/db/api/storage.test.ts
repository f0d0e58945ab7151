import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { moveToTrash } from '#db/repositories/episodes.ts';
import { paths } from '#lib/server/paths.ts';
import { storageUsageSchema } from '#lib/shared/storage.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { strict } from '#tests/helpers/strict.ts';
import * as storageRoute from '../../../app/api/storage/route.ts';
import { asset, storeEpisode } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

describeEachDatabase('what uses the disk', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const read = async () => strict(storageUsageSchema).parse(await (await call(storageRoute.GET)).json());

  test('nothing, in a new installation', async () => {
    expect(await read()).toMatchObject({ usedBytes: 0, kinds: [], episodes: [], beside: { models: 0, work: 0 } });
  });

  test('is told by kind and by episode, the largest first, past 2 GiB too', async () => {
    const large = await storeEpisode(getDb(), { title: 'Large' });
    const small = await storeEpisode(getDb(), { title: 'Small' });
    await atomic(getDb(), (tx) => [
      insertAssetStatement(tx, asset(large, { sizeBytes: 5_000_000_000 })),
      insertAssetStatement(tx, asset(large, { kind: 'clip_video', sizeBytes: 20 })),
      insertAssetStatement(tx, asset(small, { sizeBytes: 7 })),
    ]);
    const models = paths.modelsDir(api.context.env);
    await mkdir(join(models, 'inner'), { recursive: true });
    await writeFile(join(models, 'inner', 'weights.bin'), '12345');
    const usage = await read();
    expect(usage.kinds).toEqual([
      { kind: 'source', files: 2, bytes: 5_000_000_007 },
      { kind: 'clip_video', files: 1, bytes: 20 },
    ]);
    expect(usage.episodes).toEqual([
      {
        ...{ episodeId: large, title: 'Large', files: 2, bytes: 5_000_000_020 },
        kinds: [
          { kind: 'source', bytes: 5_000_000_000 },
          { kind: 'clip_video', bytes: 20 },
        ],
      },
      { episodeId: small, title: 'Small', files: 1, bytes: 7, kinds: [{ kind: 'source', bytes: 7 }] },
    ]);
    await moveToTrash(getDb(), small, 1000);
    expect(await read()).toMatchObject({ usedBytes: 5_000_000_027, trashBytes: 7, episodes: [{ episodeId: large }] });
    expect(usage.beside.models).toBe(5);
    expect(usage.beside.database === null).toBe(database.dialect === 'pg');
  });
});
