import { expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { replaceClipsStatements } from '#db/repositories/clips.ts';
import { getTranscript, saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import { saveFraming } from '#lib/server/services/clips/clip-framing.ts';
import { changeClip, clipView, listClipViews, stepClip } from '#lib/server/services/clips/clips.ts';
import { splitClip } from '#lib/server/services/clips/manual-clips.ts';
import type { Word } from '#lib/shared/transcript.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { clip, storeEpisode, storeRender } from './rows.ts';

/** A word a second, half of it spoken. */
const WORDS: Word[] = 'one two three four five six seven eight nine ten'
  .split(' ')
  .map((text, at) => ({ startMs: at * 1000, endMs: at * 1000 + 500, text, confidence: 1 }));

describeEachDatabase('editing a clip', (getDb) => {
  const stored = async () => {
    const db = getDb();
    const episodeId = await storeEpisode(db);
    const transcript = {
      ...{ language: 'en', durationMs: 10_000, model: 'm', engine: 'e', notes: [], words: WORDS },
      segments: [{ startMs: 0, endMs: 9500, text: 'All of it', speaker: null }],
    };
    const row = clip(episodeId, { rank: 1, startMs: 1800, endMs: 6800, text: 'three four five six seven' });
    await atomic(db, (tx) => [
      ...saveTranscriptStatements(tx, episodeId, transcript),
      ...replaceClipsStatements(tx, episodeId, [row]),
    ]);
    return { db, episodeId, id: row.id };
  };

  test('leaves words out of the middle, takes that back and does it again', async () => {
    const { db, id } = await stored();
    const removed = [{ startMs: 3000, endMs: 5000 }];
    const cut = await changeClip(db, id, { removed, revision: 0 });
    expect(cut).toMatchObject({
      removed,
      text: 'three six seven',
      startMs: 1800,
      endMs: 6800,
      revision: 1,
      undo: 'cut',
    });
    const back = await stepClip(db, id, 1, 'undo');
    expect(back).toMatchObject({
      removed: [],
      text: 'three four five six seven',
      undo: null,
      redo: 'cut',
      revision: 2,
    });
    expect(await stepClip(db, id, 2, 'redo')).toMatchObject({ removed, undo: 'cut', redo: null });
    expect(await stepClip(db, id, 3, 'redo')).toMatchObject({ removed, revision: 3 });
  });

  test('what two windows change at once is not lost in silence', async () => {
    const { db, id } = await stored();
    await changeClip(db, id, { title: 'Mine', revision: 0 });
    await expect(changeClip(db, id, { title: 'Theirs', revision: 0 })).rejects.toMatchObject({ code: 'clip_changed' });
    await expect(stepClip(db, id, 0, 'undo')).rejects.toMatchObject({ code: 'clip_changed' });
    const both = await Promise.allSettled([
      changeClip(db, id, { title: 'A', revision: 1 }),
      changeClip(db, id, { title: 'B', revision: 1 }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    // Without a revision, both are made, one after the other.
    await Promise.all([changeClip(db, id, { description: 'Said.' }), changeClip(db, id, { hashtags: ['#one'] })]);
    expect((await clipView(db, id)).texts).toMatchObject({ description: 'Said.', hashtags: ['#one'] });
  });

  test('is taken back also into a part whose words are gone by now, and on to what was before', async () => {
    const { db, episodeId, id } = await stored();
    await changeClip(db, id, { title: 'First' });
    await changeClip(db, id, { startMs: 3000, endMs: 5000, exact: true });
    await changeClip(db, id, { startMs: 6000, endMs: 8000, exact: true });
    const transcript = await getTranscript(db, episodeId);
    if (!transcript) throw new Error('no transcript');
    const words = WORDS.filter((word) => word.startMs >= 5000 || word.startMs < 3000);
    await atomic(db, (tx) => saveTranscriptStatements(tx, episodeId, { ...transcript, words }));
    expect(await stepClip(db, id, 3, 'undo')).toMatchObject({ startMs: 3000, endMs: 5000, text: '', undo: 'trim' });
    expect(await stepClip(db, id, 4, 'undo')).toMatchObject({ startMs: 1800, text: 'three six seven', undo: 'text' });
    expect(await stepClip(db, id, 5, 'undo')).toMatchObject({ undo: null, redo: 'text' });
  });

  test('a new change ends what could be done again; every kind can be taken back', async () => {
    const { db, id } = await stored();
    await changeClip(db, id, { title: 'First' });
    await changeClip(db, id, { startMs: 3000, endMs: 6800 });
    await saveFraming(db, id, { mode: 'fit', x: 0.5, y: 0.5, zoom: 1 });
    expect(await clipView(db, id)).toMatchObject({ undo: 'framing', text: 'four five six seven' });
    await stepClip(db, id, 3, 'undo');
    await stepClip(db, id, 4, 'undo');
    expect(await clipView(db, id)).toMatchObject({ undo: 'text', redo: 'trim', startMs: 1800 });
    await changeClip(db, id, { title: 'Second' });
    expect(await clipView(db, id)).toMatchObject({ undo: 'text', redo: null, title: 'Second' });
  });

  test('times are snapped to words unless they are meant exactly', async () => {
    const { db, id } = await stored();
    expect(await changeClip(db, id, { startMs: 3100 })).toMatchObject({ startMs: 2800 });
    expect(await changeClip(db, id, { startMs: 3123, exact: true })).toMatchObject({ startMs: 3123 });
    await expect(changeClip(db, id, { removed: [{ startMs: 3000, endMs: 6800 }] })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });

  test('is split in the pause that is nearest; the second is one by hand', async () => {
    const { db, episodeId, id } = await stored();
    const { clips } = await splitClip(db, id, { atMs: 3900, revision: 0 });
    expect(clips).toMatchObject([
      { id, text: 'three four', startMs: 1800, undo: 'split' },
      { text: 'five six seven', endMs: 6800, origin: 'manual', rank: 2 },
    ]);
    expect((await listClipViews(db, episodeId)).clips).toHaveLength(2);
    expect(await stepClip(db, id, 1, 'undo')).toMatchObject({ endMs: 6800, text: 'three four five six seven' });
    expect((await listClipViews(db, episodeId)).clips).toHaveLength(2);
  });

  test('a render tells what was changed since, and nothing once that is taken back', async () => {
    const { db, id } = await stored();
    const { title, text } = await clipView(db, id);
    const shown = { startMs: 1800, endMs: 6800, removed: [], text, title };
    await storeRender(db, id, { status: 'done', shown });
    await changeClip(db, id, { title: 'Another', removed: [{ startMs: 3000, endMs: 4000 }] });
    expect((await clipView(db, id)).renders[0]).toMatchObject({ textChanged: true, changes: ['cut', 'title'] });
    await stepClip(db, id, 1, 'undo');
    expect((await clipView(db, id)).renders[0]).toMatchObject({ textChanged: false, changes: [] });
  });
});
