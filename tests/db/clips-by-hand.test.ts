import { expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { insertAssetStatement, listAssets } from '#db/repositories/assets.ts';
import { insertClipStatement, nextRank, updateClip } from '#db/repositories/clip-changes.ts';
import { deleteClipEvents, lastClipEvent, listClipEvents, recordClipEvent } from '#db/repositories/clip-events.ts';
import { removeClipStatements } from '#db/repositories/clip-removal.ts';
import { getClip, listClips, listTouchedClips, replaceClipsStatements, titlesOfClips } from '#db/repositories/clips.ts';
import { putFeedback } from '#db/repositories/feedback.ts';
import { getRender } from '#db/repositories/renders.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { queued, row } from './job-steps.ts';
import { asset, clip, storeEpisode, storeRender } from './rows.ts';

describeEachDatabase('clips that people touched', (getDb) => {
  const five = async () => {
    const db = getDb();
    const episodeId = await storeEpisode(db);
    const rows = [1, 2, 3, 4, 5].map((rank) => clip(episodeId, { rank, title: `Clip ${rank}` }));
    await atomic(db, (tx) => replaceClipsStatements(tx, episodeId, rows));
    return { db, episodeId, ids: rows.map(({ id }) => id) };
  };
  const ranks = async (episodeId: string) =>
    (await listClips(getDb(), episodeId)).map(({ rank, title }) => `${rank} ${title}`);

  test('rated, kept, edited, framed and manual ones stay, in their order, before the new ones', async () => {
    const { db, episodeId, ids } = await five();
    await putFeedback(db, ids[1] ?? '', { stars: 2 });
    await updateClip(db, ids[3] ?? '', { keptAt: 5 });
    await updateClip(db, ids[4] ?? '', { editedAt: 5, title: 'Edited' });
    await atomic(db, (tx) => [
      insertClipStatement(tx, clip(episodeId, { rank: 6, origin: 'manual', title: 'By hand' })),
    ]);
    const touched = await listTouchedClips(db, episodeId);
    expect(touched.map(({ title }) => title)).toEqual(['Clip 2', 'Clip 4', 'Edited', 'By hand']);
    const fresh = [1, 2].map((rank) => clip(episodeId, { rank, title: `New ${rank}` }));
    await atomic(db, (tx) => replaceClipsStatements(tx, episodeId, fresh, touched));
    expect(await ranks(episodeId)).toEqual(['1 Clip 2', '2 Clip 4', '3 Edited', '4 By hand', '5 New 1', '6 New 2']);
  });

  test('a rating that was taken back counts as none; a comment counts', async () => {
    const { db, episodeId, ids } = await five();
    await putFeedback(db, ids[0] ?? '', { stars: 5 });
    await putFeedback(db, ids[0] ?? '', { stars: null });
    await putFeedback(db, ids[1] ?? '', { comment: 'Mine.' });
    expect((await listTouchedClips(db, episodeId)).map(({ id }) => id)).toEqual([ids[1]]);
  });

  test('one that is rated between the look and the replacing is not lost: the replacing fails and can be done again', async () => {
    const { db, episodeId, ids } = await five();
    const touched = await listTouchedClips(db, episodeId);
    await putFeedback(db, ids[0] ?? '', { thumb: 'up' });
    const fresh = [clip(episodeId, { rank: 1, title: 'New' })];
    const first = atomic(db, (tx) => replaceClipsStatements(tx, episodeId, fresh, touched));
    await expect(first).rejects.toSatisfy(isUniqueViolation);
    expect(await ranks(episodeId)).toHaveLength(5);
    const again = await listTouchedClips(db, episodeId);
    await atomic(db, (tx) => replaceClipsStatements(tx, episodeId, fresh, again));
    expect(await ranks(episodeId)).toEqual(['1 Clip 1', '2 New']);
  });

  test('with a clip go its renders, their files and their jobs; those of others stay', async () => {
    const { db, episodeId, ids } = await five();
    const files = [
      asset(episodeId, { kind: 'clip_video' }),
      asset(episodeId, { kind: 'clip_poster' }),
      asset(episodeId),
    ];
    await atomic(db, (tx) => files.map((file) => insertAssetStatement(tx, file)));
    const [video, poster] = files.map(({ id }) => id);
    const done = await storeRender(db, ids[0] ?? '', {
      status: 'done',
      videoAssetId: video ?? null,
      posterAssetId: poster ?? null,
    });
    const renderId = newId();
    const waiting = await queued(db, { kind: 'render', episodeId, payload: { renderId } });
    await storeRender(db, ids[0] ?? '', { id: renderId, aspect: '1:1', jobId: waiting.id });
    const other = await storeRender(db, ids[1] ?? '');
    await atomic(db, (tx) => removeClipStatements(tx, ids[0] ?? ''));
    expect(await getClip(db, ids[0] ?? '')).toBeNull();
    expect(await getRender(db, done)).toBeNull();
    expect(await getRender(db, other)).not.toBeNull();
    expect((await listAssets(db, episodeId)).map(({ kind }) => kind)).toEqual(['source']);
    expect((await row(db, waiting.id)).status).toBe('canceled');
  });

  test('texts come back as they were written; the next rank is the one after the last', async () => {
    const { db, episodeId, ids } = await five();
    const texts = { titles: ['A title'], description: 'Said.', hashtags: ['#one'] };
    expect(await updateClip(db, ids[2] ?? '', { texts })).toBe(true);
    expect((await getClip(db, ids[2] ?? ''))?.texts).toEqual(texts);
    expect(await updateClip(db, newId(), { texts })).toBe(false);
    expect(await nextRank(db, episodeId)).toBe(6);
    expect(await nextRank(db, newId())).toBe(1);
    expect(await titlesOfClips(db, [ids[0] ?? '', newId()])).toEqual(new Map([[ids[0], 'Clip 1']]));
  });
});

describeEachDatabase('events for learning', (getDb) => {
  test('are kept in order without the words, outlive their clip, and can be forgotten', async () => {
    const db = getDb();
    const signals = [
      { name: 'story', weight: 0.1, evidence: 'private words', value: 0.4 },
      { name: 'your ratings', weight: 0.05, evidence: '' },
    ];
    const one = { id: newId(), episodeId: newId(), signals };
    await recordClipEvent(db, one, 'stars', 4, 1000);
    await recordClipEvent(db, one, 'stars', null, 3000);
    await recordClipEvent(db, one, 'keep', 1, 2000);
    const events = await listClipEvents(db);
    expect(events.map(({ kind, value }) => `${kind} ${value}`)).toEqual(['stars 4', 'keep 1', 'stars null']);
    expect(events[0]).toMatchObject({ score: 0.1, signals: [{ name: 'story', weight: 0.1, value: 0.4 }] });
    expect(JSON.stringify(await db.orm.select().from(db.tables.clipEvents))).not.toContain('private words');
    expect((await lastClipEvent(db, one.id, 'stars'))?.value).toBeNull();
    expect(await lastClipEvent(db, one.id, 'download')).toBeNull();
    await deleteClipEvents(db);
    expect(await listClipEvents(db)).toEqual([]);
  });
});
