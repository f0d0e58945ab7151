import { expect, test } from 'vitest';
import { z } from 'zod';
import { getFeedback, putFeedback } from '#db/repositories/feedback.ts';
import { getSetting, putSetting } from '#db/repositories/settings.ts';
import { listWorkers, removeLostWorkers, removeWorker, touchWorker } from '#db/repositories/workers.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { storeClip, storeEpisode } from './rows.ts';

describeEachDatabase('feedback', (getDb) => {
  test('is set, changed field by field, and taken back', async () => {
    const db = getDb();
    const clipId = await storeClip(db, await storeEpisode(db));
    expect(await putFeedback(db, clipId, { stars: 4 })).toEqual({ stars: 4, thumb: null, reason: null, comment: null });
    await putFeedback(db, clipId, { thumb: 'down', reason: 'boring', comment: 'meh' });
    const all = { stars: 4, thumb: 'down', reason: 'boring', comment: 'meh' };
    expect(await getFeedback(db, [clipId, 'nobody'])).toEqual(new Map([[clipId, all]]));
    expect(await putFeedback(db, clipId, {})).toEqual(all);
    const changed = await putFeedback(db, clipId, { thumb: 'up', reason: null, stars: null });
    expect(changed).toEqual({ stars: null, thumb: 'up', reason: null, comment: 'meh' });
    expect(await db.orm.select().from(db.tables.feedback)).toHaveLength(1);
  });

  test('of two users is kept apart', async () => {
    const db = getDb();
    const clipId = await storeClip(db, await storeEpisode(db));
    await putFeedback(db, clipId, { stars: 1 }, { user: 'ann' });
    await putFeedback(db, clipId, { stars: 5 }, { user: 'bob' });
    expect((await getFeedback(db, [clipId], 'ann')).get(clipId)?.stars).toBe(1);
    expect((await getFeedback(db, [clipId], 'bob')).get(clipId)?.stars).toBe(5);
    expect(await getFeedback(db, [clipId])).toEqual(new Map());
  });

  test('from everywhere at once ends in one row', async () => {
    const db = getDb();
    const clipId = await storeClip(db, await storeEpisode(db));
    await Promise.all([1, 2, 3, 4, 5].map((stars) => putFeedback(db, clipId, { stars })));
    expect(await db.orm.select().from(db.tables.feedback)).toHaveLength(1);
  });

  test('for a clip that does not exist is refused', async () => {
    await expect(putFeedback(getDb(), 'nobody', { stars: 4 })).rejects.toMatchObject({ code: 'clip_not_found' });
  });
});

describeEachDatabase('settings', (getDb) => {
  test.each(['text', '123', 'null', '', 0, 1.5, false, [1, 'a'], { a: { b: null } }])(
    'keeps %j as it is',
    async (value) => {
      await putSetting(getDb(), 'key', 'before');
      await putSetting(getDb(), 'key', value);
      expect(await getSetting(getDb(), 'key', z.unknown())).toEqual(value);
    },
  );

  test('answers null for what was never set, and complains about what is of another kind', async () => {
    expect(await getSetting(getDb(), 'key', z.string())).toBeNull();
    await putSetting(getDb(), 'key', 5);
    await expect(getSetting(getDb(), 'key', z.string())).rejects.toMatchObject({
      code: 'internal',
      cause: { message: expect.stringContaining('settings.value of row key') },
    });
  });
});

describeEachDatabase('workers', (getDb) => {
  const speech = { state: 'preparing', message: 'Fetching the model', percent: 12.5, wordTimes: null } as const;

  test('a sign of life adds or changes the row and keeps what it does not mention', async () => {
    const db = getDb();
    await touchWorker(db, { id: 'a', pid: 1, startedAt: 1, lastSeenAt: 1, speech });
    await touchWorker(db, { id: 'b', pid: 2, startedAt: 2, lastSeenAt: 2 });
    await touchWorker(db, { id: 'a', pid: 1, startedAt: 1, lastSeenAt: 3 });
    expect(await listWorkers(db)).toEqual([
      { id: 'a', pid: 1, startedAt: 1, lastSeenAt: 3, speech, metrics: null },
      { id: 'b', pid: 2, startedAt: 2, lastSeenAt: 2, speech: null, metrics: null },
    ]);
    await removeWorker(db, 'a');
    expect((await listWorkers(db)).map((row) => row.id)).toEqual(['b']);
  });

  test('those not heard of since a time are forgotten', async () => {
    const db = getDb();
    for (const lastSeenAt of [1, 2, 3])
      await touchWorker(db, { id: `${lastSeenAt}`, pid: 1, startedAt: 1, lastSeenAt });
    await removeLostWorkers(db, 3);
    expect((await listWorkers(db)).map((row) => row.id)).toEqual(['3']);
  });
});
