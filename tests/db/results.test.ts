import { expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { getClip, listClipRanges, listClips, replaceClipsStatements } from '#db/repositories/clips.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import {
  findRender,
  getRender,
  insertRenderStatement,
  listRenders,
  settleRenderStatements,
  unfinishedRenderCount,
  updateRenderStatement,
} from '#db/repositories/renders.ts';
import { getTranscript, saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { clip, render, storeClip, storeEpisode, storeRender } from './rows.ts';

/** `count` sentences of three words; the last word of each overlaps the next sentence. */
function transcriptOf(count: number): Transcript {
  const starts = Array.from({ length: count }, (_, index) => index * 1000);
  return {
    language: 'en',
    durationMs: count * 1000,
    model: 'base',
    engine: 'whisper.cpp',
    segments: starts.map((startMs) => ({ startMs, endMs: startMs + 1000, text: 'One two three.', speaker: null })),
    words: starts.flatMap((startMs) =>
      [0, 300, 1100].map((offset) => ({
        startMs: startMs + offset,
        endMs: startMs + 1200,
        text: ' w',
        confidence: 0.9,
      })),
    ),
    notes: [{ code: 'no_speech', text: 'Nobody speaks.' }],
  };
}

describeEachDatabase('transcripts', (getDb) => {
  const save = async (episodeId: string, transcript: Transcript) => {
    await atomic(getDb(), (tx) => saveTranscriptStatements(tx, episodeId, transcript));
    return getTranscript(getDb(), episodeId);
  };

  test('comes back exactly as it was saved, at the length of 12 hours', async () => {
    const id = await storeEpisode(getDb());
    const transcript = transcriptOf(12_000);
    const read = await save(id, transcript);
    expect(read).toEqual(transcript);
  });

  test('words that reach over a sentence or lie before the first stay in order', async () => {
    const id = await storeEpisode(getDb());
    const word = (startMs: number) => ({ startMs, endMs: startMs + 10, text: `${startMs}`, confidence: null });
    const words = [word(0), word(900), word(1500), word(1400), word(5000)];
    const transcript = { ...transcriptOf(3), words };
    transcript.segments.shift();
    expect(await save(id, transcript)).toEqual(transcript);
  });

  test('words without sentences are not lost; no words at all is a transcript too', async () => {
    const id = await storeEpisode(getDb());
    const bare = { ...transcriptOf(2), segments: [] };
    const read = await save(id, bare);
    expect(read?.words).toEqual(bare.words);
    expect(read?.segments).toEqual([{ startMs: 0, endMs: 2200, text: 'w w w w w w', speaker: null }]);
    const silent = { ...bare, words: [] };
    expect(await save(id, silent)).toEqual(silent);
  });

  test('a new one takes the place of the one before', async () => {
    const id = await storeEpisode(getDb());
    await save(id, transcriptOf(5));
    expect(await save(id, transcriptOf(2))).toEqual(transcriptOf(2));
    expect(await getDb().orm.select().from(getDb().tables.transcriptSegments)).toHaveLength(2);
  });
});

describeEachDatabase('clips and renders', (getDb, context) => {
  test('clips come by rank, with their signals', async () => {
    const db = getDb();
    const id = await storeEpisode(db);
    const rows = [clip(id, { rank: 2, score: 0.25 }), clip(id, { rank: 1, score: 1 / 3 }), clip(id, { rank: 10 })];
    await atomic(db, (tx) => replaceClipsStatements(tx, id, rows));
    const read = await listClips(db, id);
    expect(read.map((row) => row.rank)).toEqual([1, 2, 10]);
    expect(read[0]).toMatchObject({ score: 1 / 3, signals: rows[1]?.signals, confidence: null });
    expect(await getClip(db, rows[2]?.id ?? '')).toEqual(read[2]);
    const range = { episodeId: id, startMs: 0, endMs: 30_000 };
    expect(await listClipRanges(db, [id, 'nobody'])).toEqual([range, range, range]);
    expect(await listClipRanges(db, [])).toEqual([]);
  });

  test('new clips take the place of those before, none is possible too', async () => {
    const db = getDb();
    const id = await storeEpisode(db);
    const renderId = await storeRender(db, await storeClip(db, id));
    const next = await storeClip(db, id);
    expect((await listClips(db, id)).map((row) => row.id)).toEqual([next]);
    expect(await getRender(db, renderId)).toBeNull();
    await atomic(db, (tx) => replaceClipsStatements(tx, id, []));
    expect(await listClips(db, id)).toEqual([]);
  });

  test('a clip has one render of each aspect', async () => {
    const db = getDb();
    const clipId = await storeClip(db, await storeEpisode(db));
    const wide = await storeRender(db, clipId, { aspect: '16:9' });
    await storeRender(db, clipId, { aspect: '9:16', createdAt: 2000 });
    const again = atomic(db, (tx) => [insertRenderStatement(tx, render(clipId, { aspect: '16:9' }))]);
    await expect(again).rejects.toSatisfy(isUniqueViolation);
    expect((await findRender(db, clipId, '16:9'))?.id).toBe(wide);
    expect(await findRender(db, clipId, '1:1')).toBeNull();
    expect((await listRenders(db, [clipId])).map((row) => row.aspect)).toEqual(['16:9', '9:16']);
  });

  test('counts what waits or runs, as a number', async () => {
    const db = getDb();
    const id = await storeEpisode(db);
    const clipId = await storeClip(db, id);
    await storeRender(db, clipId, { aspect: '1:1', status: 'running' });
    const waiting = await storeRender(db, clipId, { aspect: '9:16' });
    await storeRender(db, clipId, { aspect: '4:5', status: 'failed' });
    expect(await unfinishedRenderCount(db, id)).toBe(2);
    await atomic(db, (tx) => [updateRenderStatement(tx, waiting, { status: 'canceled', finishedAt: 1 })]);
    expect(await unfinishedRenderCount(db, id)).toBe(1);
    expect(await unfinishedRenderCount(db, 'nobody')).toBe(0);
  });

  test('the last render that ends makes the episode ready, also when all end at the same moment', async () => {
    const databases = [getDb(), await context.open(), await context.open(), await context.open()];
    const db = getDb();
    const id = await storeEpisode(db, { state: 'processing' });
    const rows = [1, 2, 3, 4, 5, 6, 7, 8].map((rank) => clip(id, { rank }));
    await atomic(db, (tx) => replaceClipsStatements(tx, id, rows));
    const renders = await Promise.all(rows.map((row) => storeRender(db, row.id, { status: 'running' })));
    const [last, ...others] = renders;
    const settle = (renderId: string, at: number) =>
      atomic(databases[at % 4] ?? db, (tx) =>
        settleRenderStatements(tx, id, renderId, { status: at === 2 ? 'failed' : 'done', durationMs: 12_000 }),
      );
    await Promise.all(others.slice(0, 3).map(settle));
    expect((await getEpisode(db, id))?.state).toBe('processing');
    await Promise.all([...others.slice(3), last ?? ''].map(settle));
    expect((await getEpisode(db, id))?.state).toBe('ready');
    expect(
      (
        await listRenders(
          db,
          rows.map((row) => row.id),
        )
      ).every((row) => row.finishedAt !== null),
    ).toBe(true);
  });

  test('a render that ends does not bring a canceled episode back', async () => {
    const db = getDb();
    const id = await storeEpisode(db, { state: 'canceled' });
    const renderId = await storeRender(db, await storeClip(db, id));
    await atomic(db, (tx) => settleRenderStatements(tx, id, renderId, { status: 'done' }));
    expect((await getEpisode(db, id))?.state).toBe('canceled');
  });
});
