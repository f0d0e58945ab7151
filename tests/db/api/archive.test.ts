import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { archiveRows } from '#db/repositories/archive.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { updateClip } from '#db/repositories/clip-changes.ts';
import { moveToTrash, updateEpisode } from '#db/repositories/episodes.ts';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { getJob } from '#db/repositories/jobs/get-job.ts';
import { listJobs } from '#db/repositories/jobs/list-jobs.ts';
import { archiveByRule } from '#lib/server/storage/archive-by-rule.ts';
import { cleanUp } from '#lib/server/storage/clean-up/run.ts';
import { saveRetention } from '#lib/server/storage/retention.ts';
import { episodeDetailSchema } from '#lib/shared/api/episodes.ts';
import { problemSchema } from '#lib/shared/api/problem.ts';
import { newId } from '#lib/shared/ids.ts';
import { queueSchema } from '#lib/shared/queue.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import * as renderRoute from '../../../app/api/clips/[clipId]/render/route.ts';
import * as archiveRoute from '../../../app/api/episodes/[episodeId]/archive/route.ts';
import * as episodeRoute from '../../../app/api/episodes/[episodeId]/route.ts';
import * as suggestRoute from '../../../app/api/episodes/[episodeId]/suggest/route.ts';
import * as transcribeRoute from '../../../app/api/episodes/[episodeId]/transcribe/route.ts';
import * as queueRoute from '../../../app/api/queue/route.ts';
import { asset, storeClip, storeEpisode, storeRender } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.now();

describeEachDatabase('archived episodes', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const codeOf = async (response: Response) => problemSchema.parse(await response.json()).code;
  const sound = (id: string) =>
    asset(id, { kind: 'archive', path: `${id}/archive.m4a`, mimeType: 'audio/mp4', sizeBytes: 3 });

  async function settled({ ageDays = 0, rendered = true, kept = false } = {}) {
    const at = NOW - ageDays * DAY;
    const id = await storeEpisode(getDb(), { state: 'ready', updatedAt: at });
    const clipId = await storeClip(getDb(), id);
    await storeRender(getDb(), clipId, { status: rendered ? 'done' : 'failed', finishedAt: at });
    await atomic(getDb(), (tx) => [insertAssetStatement(tx, asset(id, { path: `${id}/source.wav` }))]);
    if (kept) await updateClip(getDb(), clipId, { keptAt: at });
    await updateEpisode(getDb(), id, { updatedAt: at });
    return { id, clipId };
  }

  test('say what cannot be done with them, and play their sound', async () => {
    const { id, clipId } = await settled();
    const row = sound(id);
    expect(await archiveRows(getDb(), row, NOW)).toBe(true);
    expect(await archiveRows(getDb(), sound(id), NOW)).toBe(false);
    const detail = episodeDetailSchema.parse(
      await (await call(episodeRoute.GET, { params: { episodeId: id } })).json(),
    );
    expect(detail).toMatchObject({ sourceUrl: `/api/media/${row.id}`, archivedAt: NOW });
    const one = { params: { episodeId: id } };
    for (const response of [
      await call(renderRoute.POST, { params: { clipId }, body: { aspect: '1:1' } }),
      await call(transcribeRoute.POST, { ...one, body: {} }),
      await call(archiveRoute.POST, { ...one, method: 'POST' }),
    ]) {
      expect(response.status).toBe(409);
      expect(await codeOf(response)).toBe('episode_archived');
    }
    expect(await codeOf(await call(suggestRoute.POST, { ...one, body: {} }))).toBe('episode_archived');
  });

  test('one that goes into the trash is not archived any more', async () => {
    const { id } = await settled();
    await call(archiveRoute.POST, { params: { episodeId: id }, method: 'POST' });
    const [job] = await listJobs(getDb());
    expect((await call(episodeRoute.DELETE, { params: { episodeId: id }, method: 'DELETE' })).status).toBe(204);
    expect((await getJob(getDb(), job?.id ?? ''))?.status).toBe('canceled');
  });

  test('archiving is lined up once, and not while the episode is at work', async () => {
    const { id } = await settled();
    const ask = () => call(archiveRoute.POST, { params: { episodeId: id }, method: 'POST' });
    expect((await ask()).status).toBe(202);
    expect((await ask()).status).toBe(202);
    expect((await listJobs(getDb())).map((job) => job.kind)).toEqual(['archive']);
    const queue = queueSchema.parse(await (await call(queueRoute.GET)).json());
    expect(queue.live).toMatchObject([{ kind: 'archive', episodeId: id, episodeTitle: 'Episode' }]);
    const busy = await settled();
    await enqueueJob(getDb(), { kind: 'render', episodeId: busy.id, payload: {} });
    const refused = await call(archiveRoute.POST, { params: { episodeId: busy.id }, method: 'POST' });
    expect(await codeOf(refused)).toBe('episode_busy');
  });

  test('a rule archives old ones, never with a kept clip or one that is not rendered', async () => {
    const old = await settled({ ageDays: 40 });
    await settled({ ageDays: 20 });
    await settled({ ageDays: 40, rendered: false });
    await settled({ ageDays: 40, kept: true });
    const busy = await settled({ ageDays: 40 });
    await enqueueJob(getDb(), { kind: 'render', episodeId: busy.id, payload: {} });
    expect(await archiveByRule(getDb(), api.context.logger, NOW)).toBe(0);
    await saveRetention(getDb(), { sourcesDays: 30 });
    expect(await archiveByRule(getDb(), api.context.logger, NOW)).toBe(1);
    const jobs = await listJobs(getDb());
    expect(jobs.filter((job) => job.kind === 'archive').map((job) => job.payload)).toEqual([
      { episodeId: old.id, untouchedSince: NOW - 30 * DAY },
    ]);
  });

  test('a rule archives nothing that was edited since it was rendered, or lately, or that is back from the trash', async () => {
    await saveRetention(getDb(), { sourcesDays: 30 });
    const edited = await settled({ ageDays: 60 });
    await updateClip(getDb(), edited.clipId, { editedAt: NOW - 40 * DAY });
    const worded = await settled({ ageDays: 60 });
    const { renders, transcripts } = getDb().tables;
    await getDb().orm.update(renders).set({ textChangedAt: 5 }).where(eq(renders.clipId, worded.clipId));
    const corrected = await settled({ ageDays: 60 });
    const words = { language: 'en', model: 'base', engine: 'test', durationMs: 1000, createdAt: 1 };
    await getDb()
      .orm.insert(transcripts)
      .values({ id: newId(), episodeId: corrected.id, ...words, editedAt: NOW - DAY });
    const back = await settled({ ageDays: 60 });
    await moveToTrash(getDb(), back.id, NOW - DAY);
    await moveToTrash(getDb(), back.id, null);
    expect(await archiveByRule(getDb(), api.context.logger, NOW)).toBe(0);
  });

  test('their sound goes by the rule alone, and stays where a clip is kept', async () => {
    const { env, logger } = api.context;
    const folders: string[] = [];
    for (const kept of [false, true]) {
      const { id } = await settled({ ageDays: 40, kept });
      await archiveRows(getDb(), sound(id), NOW - 40 * DAY);
      folders.push(join(env.uploadDir, id));
      await mkdir(join(env.uploadDir, id), { recursive: true });
      await writeFile(join(env.uploadDir, id, 'archive.m4a'), 'abc');
    }
    const context = { env, logger, db: getDb() };
    expect((await cleanUp(context, { trigger: 'person', now: NOW })).items).toBe(0);
    await saveRetention(getDb(), { archivedDays: 30 });
    expect(await cleanUp(context, { trigger: 'interval', now: NOW })).toEqual({ items: 1, bytes: 3 });
    expect(await Promise.all(folders.map((folder) => readdir(folder)))).toEqual([[], ['archive.m4a']]);
  });

  test('the row of a sound is only taken where nothing waits', async () => {
    const { id } = await settled();
    await enqueueJob(getDb(), { kind: 'transcribe', episodeId: id });
    expect(await archiveRows(getDb(), { ...sound(id), id: newId() }, NOW)).toBe(false);
    expect((await getDb().orm.select().from(getDb().tables.assets)).map((row) => row.kind)).toEqual(['source']);
  });
});
