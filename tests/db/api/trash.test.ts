import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { recordClipEvent } from '#db/repositories/clip-events.ts';
import { getClip } from '#db/repositories/clips.ts';
import { countMade } from '#db/repositories/counts.ts';
import { getEpisodeAnywhere } from '#db/repositories/episodes.ts';
import { putFeedback } from '#db/repositories/feedback.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { listJobs } from '#db/repositories/jobs/list-jobs.ts';
import { reserveStatement } from '#db/repositories/storage-reservations.ts';
import { createUpload } from '#db/repositories/uploads.ts';
import { paths } from '#lib/server/paths.ts';
import { problemSchema } from '#lib/shared/api/problem.ts';
import { removalProofSchema, trashSchema } from '#lib/shared/storage.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { strict } from '#tests/helpers/strict.ts';
import * as clipRoute from '../../../app/api/clips/[clipId]/route.ts';
import * as episodeRoute from '../../../app/api/episodes/[episodeId]/route.ts';
import * as episodesRoute from '../../../app/api/episodes/route.ts';
import * as jobRetryRoute from '../../../app/api/jobs/[jobId]/retry/route.ts';
import * as mediaRoute from '../../../app/api/media/[assetId]/route.ts';
import * as progressRoute from '../../../app/api/progress/[episodeId]/route.ts';
import * as restoreRoute from '../../../app/api/storage/trash/[episodeId]/restore/route.ts';
import * as trashedRoute from '../../../app/api/storage/trash/[episodeId]/route.ts';
import * as trashRoute from '../../../app/api/storage/trash/route.ts';
import { asset, storeClip, storeEpisode, storeRender, upload } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

const DAY = 24 * 3_600_000;

describeEachDatabase('the trash', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const one = (episodeId: string) => ({ params: { episodeId } });
  const codeOf = async (response: Response) => problemSchema.parse(await response.json()).code;
  const trash = async () => strict(trashSchema).parse(await (await call(trashRoute.GET)).json());
  const throwAway = (id: string) => call(episodeRoute.DELETE, { ...one(id), method: 'DELETE' });

  async function wholeEpisode() {
    const db = getDb();
    const id = await storeEpisode(db, { state: 'processing', title: 'The Boat' });
    await createUpload(db, upload({ id, state: 'completed' }));
    const clipId = await storeClip(db, id);
    await storeRender(db, clipId);
    const source = asset(id, { path: `${id}/source.mp3`, sizeBytes: 3 });
    await atomic(db, (tx) => [
      insertAssetStatement(tx, source),
      enqueueJobStatement(tx, { kind: 'transcribe', episodeId: id, payload: {} }),
      reserveStatement(tx, { id, holder: 'episode', episodeId: id, bytes: 5, createdAt: 1 }),
    ]);
    await putFeedback(db, clipId, { stars: 4 });
    const clip = await getClip(db, clipId);
    if (clip) await recordClipEvent(db, clip, 'stars', 4);
    const folder = paths.episodeDir(api.context.env, id);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'source.mp3'), 'abc');
    return { id, clipId, sourceId: source.id };
  }

  test('hides an episode everywhere, stops its work, removes nothing, and gives it back by one call', async () => {
    const { id, clipId, sourceId } = await wholeEpisode();
    const before = Date.now();
    expect((await throwAway(id)).status).toBe(204);
    expect(await codeOf(await call(episodeRoute.GET, one(id)))).toBe('episode_not_found');
    expect(await codeOf(await call(clipRoute.GET, { params: { clipId } }))).toBe('clip_not_found');
    const renamed = await call(episodeRoute.PATCH, { ...one(id), method: 'PATCH', body: { title: 'Another' } });
    expect(await codeOf(renamed)).toBe('episode_not_found');
    expect((await getEpisodeAnywhere(getDb(), id))?.title).toBe('The Boat');
    expect(await countMade(getDb())).toEqual({ clips: 0, ratings: 0 });
    expect(await codeOf(await call(mediaRoute.GET, { params: { assetId: sourceId } }))).toBe('asset_not_found');
    expect(await codeOf(await call(progressRoute.GET, one(id)))).toBe('episode_not_found');
    expect(await (await call(episodesRoute.GET)).text()).not.toContain(id);
    expect(await listJobs(getDb())).toEqual([]);
    const [job] = await getDb().orm.select().from(getDb().tables.jobs);
    expect(job?.status).toBe('canceled');
    const retried = await call(jobRetryRoute.POST, { params: { jobId: String(job?.id) }, method: 'POST' });
    expect(await codeOf(retried)).toBe('job_not_retryable');

    const [inTrash, ...others] = (await trash()).episodes;
    expect(others).toEqual([]);
    expect(inTrash).toMatchObject({ episodeId: id, title: 'The Boat', bytes: 3 });
    expect(inTrash?.trashedAt).toBeGreaterThanOrEqual(before);
    expect((inTrash?.goesAt ?? 0) - (inTrash?.trashedAt ?? 0)).toBe(7 * DAY);
    expect(await codeOf(await throwAway(id))).toBe('episode_not_found');

    expect((await call(restoreRoute.POST, { ...one(id), method: 'POST' })).status).toBe(200);
    expect((await trash()).episodes).toEqual([]);
    expect((await call(mediaRoute.GET, { params: { assetId: sourceId } })).status).toBe(200);
    expect((await call(clipRoute.GET, { params: { clipId } })).status).toBe(200);
    expect(await codeOf(await call(restoreRoute.POST, { ...one(id), method: 'POST' }))).toBe('episode_not_found');
    expect(await codeOf(await call(trashedRoute.DELETE, { ...one(id), method: 'DELETE' }))).toBe('episode_not_found');
  });

  test('removes for good what is in it, and proves that nothing is left', async () => {
    const { id } = await wholeEpisode();
    const kept = await wholeEpisode();
    await throwAway(id);
    const answer = await call(trashedRoute.DELETE, { ...one(id), method: 'DELETE' });
    const proof = strict(removalProofSchema).parse(await answer.json());
    expect(proof).toMatchObject({ episodeId: id, title: 'The Boat', nothingLeft: true });
    expect(proof.left).toEqual({ rows: {}, files: 0, bytes: 0 });
    expect(proof.removed).toEqual({
      files: 1,
      bytes: 3,
      rows: {
        episodes: 1,
        uploads: 1,
        assets: 1,
        jobs: 1,
        clips: 1,
        renders: 1,
        feedback: 1,
        clipEvents: 1,
        storageReservations: 1,
      },
    });
    const { orm, tables } = getDb();
    expect((await orm.select().from(tables.clipEvents)).map((row) => row.episodeId)).toEqual([kept.id]);
    expect((await orm.select().from(tables.clips)).map((row) => row.id)).toEqual([kept.clipId]);
    expect(await orm.select().from(tables.storageLog)).toMatchObject([
      { reason: 'deleted', trigger: 'person', episodeId: null, title: null, files: 1, bytes: 3 },
    ]);
  });
});
