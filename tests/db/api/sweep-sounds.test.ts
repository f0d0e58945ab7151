import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failJob } from '#db/repositories/jobs/fail.ts';
import { paths } from '#lib/server/paths.ts';
import { sweepSounds } from '#lib/server/storage/sweep-sounds.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { queued, running } from '../job-steps.ts';
import { storeEpisode } from '../rows.ts';
import { type ApiUnderTest, openApi } from './studio-api.ts';

const DAY = 86_400_000;

describeEachDatabase('decoded sound', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  test('goes when its transcription has ended for good; what was heard stays', async () => {
    const { env, logger } = api.context;
    const chunks = (id: string | null) => join(paths.transcriptDir(env, id ?? ''), 'chunks');
    const place = async (id: string | null, ageMs: number) => {
      await mkdir(chunks(id), { recursive: true });
      for (const name of ['sound.pcm', 'chunk-1.json']) {
        await writeFile(join(chunks(id), name), 'x');
        await utimes(join(chunks(id), name), new Date(), new Date(Date.now() - ageMs));
      }
    };
    const failed = await running(getDb());
    await failJob(getDb(), failed.lease, { code: 'model_language' });
    const waiting = await queued(getDb());
    const justEnded = await storeEpisode(getDb());
    await place(failed.job.episodeId, DAY);
    await place(waiting.episodeId, DAY);
    await place(justEnded, 60_000);
    await mkdir(join(env.transcriptsDir, 'my own notes'));
    expect(await sweepSounds(getDb(), env, logger)).toBe(1);
    expect(await readdir(chunks(failed.job.episodeId))).toEqual(['chunk-1.json']);
    for (const id of [waiting.episodeId, justEnded]) expect(await readdir(chunks(id))).toContain('sound.pcm');
    expect(await sweepSounds(getDb(), env, logger)).toBe(0);
  });
});
