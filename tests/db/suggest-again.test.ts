import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { listClips } from '#db/repositories/clips.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import { type AppContext, createContext } from '#lib/server/context.ts';
import { createLogger } from '#lib/server/logger.ts';
import { createSoundLevels } from '#lib/server/media/sound-levels.ts';
import { assetPath } from '#lib/server/paths.ts';
import { changeClip, saveFeedback } from '#lib/server/services/clips/clips.ts';
import { createClip } from '#lib/server/services/clips/manual-clips.ts';
import { suggestAgain } from '#lib/server/services/clips/suggest.ts';
import { cancelLiveJobs } from '#lib/server/services/episodes/episode-jobs.ts';
import type { SuggestRequest } from '#lib/shared/clip-requests.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { createTestRunner, type TestRunner } from '#tests/helpers/runner.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { suggestHandler } from '#workers/handlers/suggest.ts';
import { plainSentences, transcriptOf } from '../unit/scoring/transcripts.ts';
import { asset } from './rows.ts';

const PRICING = [
  'We raised our prices in the spring and nobody left.',
  'Pricing is the one lever that works on the same afternoon.',
  'Every founder that I know has raised the price two years too late.',
  'The price tells people what you think of your own work.',
];

describeEachDatabase('searching again', (getDb, database) => {
  let runner: TestRunner;
  let context: AppContext;
  beforeEach(async () => {
    runner = await createTestRunner(getDb, { EMBEDDINGS: 'false' });
    context = createContext({ ...runner.env, ...database.env() }, createLogger('silent', 'test'));
  });
  afterEach(async () => {
    await runner.dispose();
    await (await context.database()).close();
  });

  const withEpisode = async (sentences = 120) => {
    const id = await runner.storeEpisode(getDb());
    const texts = plainSentences(sentences);
    texts.splice(40, PRICING.length, ...PRICING);
    const transcript = transcriptOf(texts);
    await atomic(getDb(), (tx) => saveTranscriptStatements(tx, id, transcript));
    return { id, transcript };
  };
  const search = async (id: string, request: SuggestRequest = {}) => {
    await suggestAgain(context, id, { render: false, ...request });
    const run = runner.run(suggestHandler);
    await waitFor(async () => (await listEpisodeJobs(getDb(), id)).every(({ status }) => status === 'succeeded'), {
      timeoutMs: 20_000,
      what: 'the search',
    });
    await run.stop();
    return listClips(getDb(), id);
  };

  test('finds clips with texts and reasons that add up, and leaves those that somebody touched', async () => {
    const { id } = await withEpisode();
    const first = await search(id, { count: 6 });
    expect(first.length).toBe(6);
    for (const { texts, signals, score, title } of first) {
      expect(texts?.titles).toContain(title);
      expect(signals.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(score, 6);
    }
    // Not the one that the second search is to find.
    const [rated, kept, edited] = first.filter(({ text }) => !/pric/i.test(text));
    await saveFeedback(getDb(), rated?.id ?? '', { stars: 5 });
    await changeClip(getDb(), kept?.id ?? '', { kept: true });
    await changeClip(getDb(), edited?.id ?? '', { title: 'Mine' });
    const second = await search(id, { query: 'pricing', count: 3 });
    expect(second.slice(0, 3).map((clip) => clip.id)).toEqual([rated?.id, kept?.id, edited?.id]);
    const found = second.slice(3);
    expect(found.length).toBeGreaterThan(0);
    for (const clip of found) {
      expect(clip.text).toMatch(/pric/i);
      expect(clip.signals.find(({ name }) => name === 'asked: pricing')?.evidence).toMatch(/pric/);
      for (const other of second.slice(0, 3)) {
        expect(Math.min(clip.endMs, other.endMs) - Math.max(clip.startMs, other.startMs)).toBeLessThan(3000);
      }
    }
    expect(second.map(({ rank }) => rank)).toEqual(second.map((_, index) => index + 1));
    expect((await getEpisode(getDb(), id))?.state).toBe('ready');
  });

  test('keeps a clip set by hand, fills up the rest, and stays in the part that was asked for', async () => {
    const { id, transcript } = await withEpisode();
    const manual = await createClip(context, id, { startMs: 20_000, endMs: 50_000 });
    const filled = await search(id, { count: 4 });
    expect(filled[0]).toMatchObject({ id: manual.id, rank: 1, origin: 'manual' });
    expect(filled.length).toBe(5);
    const range = { startMs: transcript.durationMs / 2, endMs: transcript.durationMs };
    const later = await search(id, { count: 3, range: { startMs: Math.round(range.startMs), endMs: range.endMs } });
    for (const clip of later.slice(1)) expect(clip.startMs).toBeGreaterThan(range.startMs - 2000);
  });

  test('called off, leaves the clips that were there', async () => {
    const { id } = await withEpisode();
    const before = await search(id, { count: 3 });
    await suggestAgain(context, id, { render: false });
    expect((await getEpisode(getDb(), id))?.state).toBe('processing');
    await cancelLiveJobs(getDb(), id);
    expect((await getEpisode(getDb(), id))?.state).toBe('ready');
    expect((await listClips(getDb(), id)).map((clip) => clip.id)).toEqual(before.map((clip) => clip.id));
  });

  test('says so where nothing of it is said', async () => {
    const { id } = await withEpisode();
    expect(await search(id, { query: 'quantum physics' })).toEqual([]);
    const notes = (await getEpisode(getDb(), id))?.notes.map(({ text }) => text);
    expect(notes).toEqual([
      'Nothing of “quantum physics” is said in this episode.',
      'No moments about “quantum physics” stand on their own.',
    ]);
    // The next search has its own notes.
    await search(id, { count: 3 });
    expect((await getEpisode(getDb(), id))?.notes).toEqual([]);
  });

  test('goes by the length of the platform', async () => {
    const { id } = await withEpisode();
    for (const clip of await search(id, { platform: 'linkedin', count: 3 })) {
      expect(clip.endMs - clip.startMs).toBeGreaterThan(29_000);
      expect(clip.platform).toBe('linkedin');
    }
  });

  test('hears loudness where the probe kept it, which weighs nothing until ratings say so', async () => {
    const { id, transcript } = await withEpisode(400);
    const levels = createSoundLevels(8000);
    const half = transcript.durationMs / 2;
    for (let ms = 0; ms < transcript.durationMs; ms += 1000) {
      const second = Buffer.alloc(16_000);
      for (let at = 0; at < 8000; at += 1) second.writeInt16LE((at % 2 ? 1 : -1) * (ms < half ? 2000 : 9000), at * 2);
      levels.push(second);
    }
    const row = asset(id, { kind: 'sound', root: 'transcripts', path: `${id}/sound.json` });
    await mkdir(dirname(assetPath(runner.env, row)), { recursive: true });
    await writeFile(assetPath(runner.env, row), JSON.stringify(levels.finish()));
    await atomic(getDb(), (tx) => [insertAssetStatement(tx, row)]);
    const clips = await search(id, { count: 10 });
    const energies = clips.flatMap(({ signals, startMs }) =>
      signals.filter(({ name }) => name === 'energy').map((signal) => ({ ...signal, late: startMs > half })),
    );
    expect(energies.length).toBeGreaterThan(4);
    for (const { weight, value = 0, late } of energies) {
      expect(weight).toBe(0);
      expect(value > 0).toBe(late);
    }
    // Somebody likes the loud ones.
    for (const clip of clips) {
      const loud = (clip.signals.find(({ name }) => name === 'energy')?.value ?? 0) > 0;
      await saveFeedback(getDb(), clip.id, { stars: loud ? 5 : 1 });
    }
    const learned = await search(id, { count: 4, query: 'river' });
    const parts = learned.slice(10).flatMap(({ signals }) => signals.filter(({ name }) => name === 'your ratings'));
    expect(parts.length).toBeGreaterThan(0);
    expect(parts[0]?.evidence).toContain('energy');
  });
});
