import { mkdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { touchWorker } from '#db/repositories/workers.ts';
import { paths } from '#lib/server/paths.ts';
import { readProgress } from '#lib/server/progress/read.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { storeEpisode } from '../rows.ts';
import { type ApiUnderTest, openApi } from './studio-api.ts';

const BUILDING = 'Building the speech engine';

describeEachDatabase('an episode that waits for the speech engine', (getDb, database) => {
  let api: ApiUnderTest;
  let episodeId: string;
  beforeEach(async () => {
    api = await openApi(database.env());
    episodeId = await storeEpisode(getDb());
    await mkdir(paths.episodeDir(api.context.env, episodeId), { recursive: true });
    await enqueueJob(getDb(), { kind: 'transcribe', episodeId });
  });
  afterEach(() => api.close());

  const worker = (state: 'preparing' | 'ready', message: string, agoMs: number) =>
    touchWorker(getDb(), {
      id: newId(),
      pid: 1,
      startedAt: 1,
      lastSeenAt: Date.now() - agoMs,
      speech: { state, message, percent: null, wordTimes: null },
    });
  const message = async () => (await readProgress(api.context, episodeId))?.message;

  test('says what the living worker does', async () => {
    await worker('preparing', BUILDING, 1000);
    expect(await message()).toBe(BUILDING);
  });

  test('does not say what a dead worker did', async () => {
    await worker('preparing', BUILDING, 120_000);
    expect(await message()).not.toBe(BUILDING);
  });

  test('waits for none where one of several is ready', async () => {
    await worker('ready', 'Ready', 5000);
    await worker('preparing', BUILDING, 1000);
    expect(await message()).not.toBe(BUILDING);
  });
});
