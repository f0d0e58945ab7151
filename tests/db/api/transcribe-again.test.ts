import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import * as transcribeRoute from '../../../app/api/episodes/[episodeId]/transcribe/route.ts';
import { queued } from '../job-steps.ts';
import { asset, storeEpisode } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

describeEachDatabase('transcribing again over the API', (getDb, database) => {
  let api: ApiUnderTest;
  let episodeId: string;
  beforeEach(async () => {
    api = await openApi(database.env());
    const db = getDb();
    episodeId = await storeEpisode(db, { state: 'ready' });
    await atomic(db, (tx) => [insertAssetStatement(tx, asset(episodeId, { kind: 'source' }))]);
    const payload = { aspect: '1:1', count: 4, model: 'base', language: 'de', stopAfter: 'suggest' };
    const { id } = await queued(db, { kind: 'transcribe', episodeId, payload });
    await db.orm.update(db.tables.jobs).set({ status: 'succeeded' }).where(eq(db.tables.jobs.id, id));
  });
  afterEach(() => api.close());

  const ask = async (body: unknown, id = episodeId) => {
    const response = await call(transcribeRoute.POST, { params: { episodeId: id }, body });
    return { status: response.status, answer: await response.json() };
  };
  const newest = async () => (await listEpisodeJobs(getDb(), episodeId)).find((job) => job.status === 'queued');

  test('queues the step with what was chosen, and leaves the clips alone', async () => {
    expect(await ask({ model: 'small', translate: true })).toMatchObject({ status: 202, answer: { state: 'queued' } });
    expect((await newest())?.payload).toEqual({
      ...{ aspect: '1:1', count: 4, model: 'small', translate: true, stopAfter: 'transcribe' },
    });
    expect((await getEpisode(getDb(), episodeId))?.state).toBe('queued');
    expect(await ask({})).toMatchObject({ status: 409, answer: { code: 'conflict' } });
  });

  test('goes on to the clips where new ones are asked for', async () => {
    expect((await ask({ clips: true, language: 'fr' })).status).toBe(202);
    expect((await newest())?.payload).toEqual({ aspect: '1:1', count: 4, model: 'base', language: 'fr' });
  });

  test('refuses what cannot work, with the reason', async () => {
    for (const [body, status, code] of [
      [{ model: 'tiny.en', language: 'de' }, 422, 'model_language'],
      [{ model: 'tiny.en', translate: true }, 422, 'model_translate'],
      [{ model: 'large-v3-turbo', translate: true }, 422, 'model_translate'],
      [{ language: 'xx' }, 400, 'bad_request'],
      [{ model: '../x' }, 400, 'bad_request'],
    ] as const) {
      expect(await ask(body)).toMatchObject({ status, answer: { code } });
    }
    expect(await ask({}, newId())).toMatchObject({ status: 404, answer: { code: 'episode_not_found' } });
    expect(await newest()).toBeUndefined();
  });

  test('needs the file', async () => {
    const bare = await storeEpisode(getDb());
    expect(await ask({}, bare)).toMatchObject({ status: 404, answer: { code: 'asset_not_found' } });
  });
});
