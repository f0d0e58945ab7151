import { expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import {
  deleteAssets,
  findAsset,
  getAsset,
  insertAssetStatement,
  listAssets,
  listAssetsOf,
  totalAssetBytes,
} from '#db/repositories/assets.ts';
import { getClip, listClips } from '#db/repositories/clips.ts';
import { deleteEpisode, getEpisode, listEpisodes, updateEpisode } from '#db/repositories/episodes.ts';
import { getFeedback, putFeedback } from '#db/repositories/feedback.ts';
import { getRender } from '#db/repositories/renders.ts';
import { getTranscript, saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import { createUpload, getUpload } from '#db/repositories/uploads.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { asset, storeClip, storeEpisode, storeRender, upload } from './rows.ts';

const GIB_3 = 3 * 1024 ** 3;

describeEachDatabase('episodes', (getDb) => {
  test('answers null, an empty list or false for what is not there', async () => {
    const db = getDb();
    expect(await getEpisode(db, 'nobody')).toBeNull();
    expect(await updateEpisode(db, 'nobody', { title: 'x' })).toBeNull();
    expect(await deleteEpisode(db, 'nobody')).toBe(false);
    expect(await listEpisodes(db)).toEqual([]);
  });

  test('keeps every field as it was given: size past 2 GiB, boolean, JSON, missing notes as an empty list', async () => {
    const notes = [{ code: 'truncated_input', text: 'The file ends early.' }];
    const media = { format: 'mp3', streams: [{ kind: 'audio', rate: 44_100 }], text: '123' };
    const id = await storeEpisode(getDb(), { sizeBytes: GIB_3, hasVideo: false, media, notes, durationMs: 43_200_000 });
    const row = await getEpisode(getDb(), id);
    expect(row).toMatchObject({ sizeBytes: GIB_3, hasVideo: false, media, notes, durationMs: 43_200_000, show: null });
    const bare = await getEpisode(getDb(), await storeEpisode(getDb()));
    expect(bare).toMatchObject({ hasVideo: null, media: null, notes: [] });
  });

  test('changes what is given, clears what is null, keeps the rest', async () => {
    const id = await storeEpisode(getDb(), { language: 'en', show: 'Show' });
    const changed = await updateEpisode(getDb(), id, { title: 'New', language: null, hasVideo: true, updatedAt: 2000 });
    expect(changed).toMatchObject({ title: 'New', language: null, show: 'Show', hasVideo: true, updatedAt: 2000 });
    expect(await getEpisode(getDb(), id)).toEqual(changed);
  });

  test('lists the newest first, and those of one moment always in the same order', async () => {
    await storeEpisode(getDb(), { id: 'b', createdAt: 1 });
    await storeEpisode(getDb(), { id: 'c', createdAt: 1 });
    await storeEpisode(getDb(), { id: 'a', createdAt: 2 });
    expect((await listEpisodes(getDb())).map((row) => row.id)).toEqual(['a', 'c', 'b']);
    expect((await listEpisodes(getDb(), { limit: 1 })).map((row) => row.id)).toEqual(['a']);
  });

  test('deleting takes everything of the episode and its upload, and nothing else', async () => {
    const db = getDb();
    const { id } = await createUpload(db, upload({ state: 'completed' }));
    await storeEpisode(db, { id });
    const other = await storeEpisode(db);
    const row = asset(id);
    const transcript = { language: 'en', durationMs: 1, model: 'm', engine: 'e', segments: [], words: [], notes: [] };
    await atomic(db, (tx) => [insertAssetStatement(tx, row), ...saveTranscriptStatements(tx, id, transcript)]);
    const clipId = await storeClip(db, id);
    const otherClip = await storeClip(db, other);
    const renderId = await storeRender(db, clipId);
    await putFeedback(db, clipId, { stars: 3 });

    expect(await deleteEpisode(db, id)).toBe(true);
    expect(await getEpisode(db, id)).toBeNull();
    expect(await getUpload(db, id)).toBeNull();
    expect(await getAsset(db, row.id)).toBeNull();
    expect(await getTranscript(db, id)).toBeNull();
    expect(await getClip(db, clipId)).toBeNull();
    expect(await getRender(db, renderId)).toBeNull();
    expect(await getFeedback(db, [clipId])).toEqual(new Map());
    expect((await listClips(db, other)).map((clip) => clip.id)).toEqual([otherClip]);
  });
});

describeEachDatabase('assets', (getDb) => {
  test('a file that is written again replaces its row', async () => {
    const db = getDb();
    const id = await storeEpisode(db);
    const first = asset(id, { path: `${id}/source.mp3` });
    const second = asset(id, { path: `${id}/source.mp3`, sizeBytes: GIB_3, sha256: 'abc' });
    await atomic(db, (tx) => [insertAssetStatement(tx, first)]);
    const [rows] = await atomic(db, (tx) => [insertAssetStatement(tx, second)]);
    expect(rows).toEqual([{ id: second.id }]);
    expect(await listAssets(db, id)).toEqual([await getAsset(db, second.id)]);
    expect(await getAsset(db, first.id)).toBeNull();
    expect(await findAsset(db, 'uploads', `${id}/source.mp3`)).toMatchObject({ sizeBytes: GIB_3, sha256: 'abc' });
    expect(await findAsset(db, 'clips', `${id}/source.mp3`)).toBeNull();
  });

  test('sums sizes as a number, past 2 GiB', async () => {
    const db = getDb();
    expect(await totalAssetBytes(db)).toBe(0);
    const id = await storeEpisode(db);
    await atomic(db, (tx) => [GIB_3, GIB_3, 1].map((sizeBytes) => insertAssetStatement(tx, asset(id, { sizeBytes }))));
    expect(await totalAssetBytes(db)).toBe(2 * GIB_3 + 1);
  });

  test('lists and deletes by kind, and answers what it deleted', async () => {
    const db = getDb();
    const [one, two] = [await storeEpisode(db), await storeEpisode(db)];
    const rows = [asset(one, { kind: 'artwork' }), asset(one), asset(two, { kind: 'artwork', createdAt: 1 })];
    await atomic(db, (tx) => rows.map((row) => insertAssetStatement(tx, row)));
    const ids = (list: { id: string }[]) => list.map((row) => row.id);
    expect(ids(await listAssetsOf(db, [one, two], 'artwork'))).toEqual([rows[2]?.id, rows[0]?.id]);
    expect(ids(await deleteAssets(db, one, 'artwork'))).toEqual([rows[0]?.id]);
    expect(ids(await listAssets(db, one))).toEqual([rows[1]?.id]);
    expect(ids(await deleteAssets(db, one))).toEqual([rows[1]?.id]);
  });
});
