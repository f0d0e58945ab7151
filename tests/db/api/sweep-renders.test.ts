import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepRenders } from '#lib/server/storage/sweep-renders.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { storeClip, storeEpisode, storeRender } from '../rows.ts';
import { type ApiUnderTest, openApi } from './studio-api.ts';

describeEachDatabase('files of replaced clips', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  test('are removed once they are old; those of clips that are there stay, and what is no render', async () => {
    const { env, logger } = api.context;
    expect(await sweepRenders(getDb(), env, logger)).toBe(0);
    const episodeId = await storeEpisode(getDb());
    const kept = await storeRender(getDb(), await storeClip(getDb(), episodeId));
    const [gone, young] = [newId(), newId()];
    const day = 86_400_000;
    for (const [name, ageMs] of [
      [kept, day],
      [gone, day],
      [young, 60_000],
      ['looks', day],
    ] as const) {
      const folder = join(env.clipsDir, episodeId, name);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'clip.mp4'), 'x');
      const at = (Date.now() - ageMs) / 1000;
      await utimes(folder, at, at);
    }
    expect(await sweepRenders(getDb(), env, logger)).toBe(1);
    expect((await readdir(join(env.clipsDir, episodeId))).sort()).toEqual([kept, young, 'looks'].sort());
  });
});
