import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createUpload } from '#db/repositories/uploads.ts';
import { sweepOrphans } from '#lib/server/storage/sweep-orphans.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { storeEpisode, upload } from '../rows.ts';
import { type ApiUnderTest, openApi } from './studio-api.ts';

describeEachDatabase('files without a row', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  test('are removed once they are old; everything else stays', async () => {
    const { env, logger } = api.context;
    const place = async (root: string, name: string, ageMs: number) => {
      await mkdir(join(root, name), { recursive: true });
      await writeFile(join(root, name, 'file'), 'x');
      const at = (Date.now() - ageMs) / 1000;
      await utimes(join(root, name), at, at);
    };
    const [gone, young] = [newId(), newId()];
    const kept = await storeEpisode(getDb());
    const open = upload();
    await createUpload(getDb(), open);
    const day = 86_400_000;
    for (const root of [env.uploadDir, env.transcriptsDir, env.clipsDir]) await place(root, gone, day);
    await place(env.uploadDir, young, 60_000);
    await place(env.uploadDir, kept, day);
    await place(env.uploadDir, open.id, day);
    await place(env.uploadDir, '.tus', day);
    await place(env.uploadDir, 'my own notes', day);
    expect(await sweepOrphans(getDb(), env, logger)).toEqual([gone]);
    const names = ['.tus', 'my own notes', kept, open.id, young];
    expect((await readdir(env.uploadDir)).sort()).toEqual(names.sort());
    expect(await readdir(env.clipsDir)).toEqual([]);
    expect(await sweepOrphans(getDb(), env, logger)).toEqual([]);
  });
});
