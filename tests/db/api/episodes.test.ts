import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { updateEpisode } from '#db/repositories/episodes.ts';
import { saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import { createUpload } from '#db/repositories/uploads.ts';
import { writeJsonAtomic } from '#lib/server/atomic-json.ts';
import { createSoundLevels } from '#lib/server/media/sound-levels.ts';
import { encodeWaveform } from '#lib/server/media/waveform-file.ts';
import { createWaveformLevels } from '#lib/server/media/waveform-levels.ts';
import { paths } from '#lib/server/paths.ts';
import { clipListSchema } from '#lib/shared/api/clips.ts';
import { episodeListSchema } from '#lib/shared/api/episode-list.ts';
import { episodeDetailSchema } from '#lib/shared/api/episodes.ts';
import { transcriptAnswerSchema } from '#lib/shared/api/transcript.ts';
import { waveformSchema } from '#lib/shared/api/waveform.ts';
import { newId } from '#lib/shared/ids.ts';
import { progressSchema } from '#lib/shared/progress.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { strict } from '#tests/helpers/strict.ts';
import * as clipsRoute from '../../../app/api/episodes/[episodeId]/clips/route.ts';
import * as episodeRoute from '../../../app/api/episodes/[episodeId]/route.ts';
import * as transcriptRoute from '../../../app/api/episodes/[episodeId]/transcript/route.ts';
import * as waveformRoute from '../../../app/api/episodes/[episodeId]/waveform/route.ts';
import * as episodesRoute from '../../../app/api/episodes/route.ts';
import * as progressRoute from '../../../app/api/progress/[episodeId]/route.ts';
import { queued } from '../job-steps.ts';
import { asset, storeClip, storeEpisode, upload } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

const TRANSCRIPT: Transcript = {
  language: 'en',
  durationMs: 60_000,
  model: 'base',
  engine: 'whisper.cpp',
  segments: [{ startMs: 0, endMs: 900, text: 'Hello there.', speaker: null }],
  words: [
    { startMs: 0, endMs: 400, text: 'Hello', confidence: 0.9 },
    { startMs: 400, endMs: 900, text: 'there.', confidence: null },
  ],
  notes: [{ code: 'coarse_word_times', text: 'Coarse.' }],
};

const RATE = 1000;

/** Samples of a minute that is loud in its 31st second only. */
function loudSecond(): Buffer {
  const samples = new Int16Array(60 * RATE).map((_, index) => (Math.floor(index / RATE) === 30 ? 20_000 : 0));
  return Buffer.from(samples.buffer);
}

describeEachDatabase('episodes over the API', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const one = (episodeId: string) => ({ params: { episodeId } });
  const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;

  async function storePeaks(episodeId: string): Promise<void> {
    const peaks = Array.from({ length: 1200 }, (_, index) => (index === 605 ? 1 : 0.1));
    const path = `${episodeId}/peaks.json`;
    const file = join(api.context.env.transcriptsDir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeJsonAtomic(file, { durationMs: 60_000, peaks });
    const row = asset(episodeId, { kind: 'peaks', root: 'transcripts', path, mimeType: 'application/json' });
    await atomic(getDb(), (tx) => [insertAssetStatement(tx, row)]);
  }

  async function storeSound(episodeId: string): Promise<void> {
    const sound = createSoundLevels(RATE);
    sound.push(loudSecond());
    const path = `${episodeId}/sound.json`;
    await writeJsonAtomic(join(api.context.env.transcriptsDir, path), sound.finish());
    const row = asset(episodeId, { kind: 'sound', root: 'transcripts', path, mimeType: 'application/json' });
    await atomic(getDb(), (tx) => [insertAssetStatement(tx, row)]);
  }

  async function storeWaveform(episodeId: string): Promise<void> {
    const levels = createWaveformLevels(RATE);
    levels.push(loudSecond());
    const path = `${episodeId}/waveform.bin`;
    await writeFile(join(api.context.env.transcriptsDir, path), encodeWaveform(levels.finish()));
    const row = asset(episodeId, { kind: 'waveform', root: 'transcripts', path, mimeType: 'application/octet-stream' });
    await atomic(getDb(), (tx) => [insertAssetStatement(tx, row)]);
  }

  test('an empty list is a list', async () => {
    const response = await call(episodesRoute.GET);
    expect(episodeListSchema.parse(await response.json())).toEqual({ episodes: [], total: 0, all: 0 });
  });

  test('the list: newest first, with cover and clips, and 304 while nothing changes', async () => {
    const older = await storeEpisode(getDb(), { title: 'Older', createdAt: 1 });
    const newer = await storeEpisode(getDb(), { title: 'Newer', createdAt: 2, state: 'ready' });
    await storeClip(getDb(), older, { startMs: 1000, endMs: 31_000 });
    await storePeaks(older);
    const response = await call(episodesRoute.GET);
    const { episodes } = strict(episodeListSchema).parse(await response.json());
    expect(episodes.map((episode) => episode.id)).toEqual([newer, older]);
    expect(episodes[1]).toMatchObject({ clipCount: 1, clipRanges: [{ startMs: 1000, endMs: 31_000 }] });
    expect(episodes[1]?.peaks).toHaveLength(120);
    expect(episodes[1]?.peaks[60]).toBe(1);
    const again = await call(episodesRoute.GET, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  test('one episode: source, language, notes of all steps, progress', async () => {
    const id = await storeEpisode(getDb(), { notes: [{ code: 'truncated_input', text: 'Cut.' }] });
    const source = asset(id, { kind: 'source' });
    await atomic(getDb(), (tx) => [insertAssetStatement(tx, source), ...saveTranscriptStatements(tx, id, TRANSCRIPT)]);
    const detail = strict(episodeDetailSchema).parse(await (await call(episodeRoute.GET, one(id))).json());
    expect(detail).toMatchObject({
      sourceUrl: `/api/media/${source.id}`,
      language: 'en',
      model: 'base',
      progress: { episodeId: id, state: 'queued' },
    });
    expect(detail.notes.map((note) => note.code)).toEqual(['truncated_input', 'coarse_word_times']);
  });

  test('what does not exist is 404 with its code, on every address', async () => {
    for (const episodeId of [newId(), '../../etc/passwd', "' or 1=1 --", '']) {
      for (const route of [episodeRoute, transcriptRoute, clipsRoute, waveformRoute, progressRoute]) {
        expect(await codeOf(await call(route.GET, one(episodeId)))).toBe('404 episode_not_found');
      }
      const renamed = await call(episodeRoute.PATCH, { ...one(episodeId), method: 'PATCH', body: { title: 'x' } });
      expect(await codeOf(renamed)).toBe('404 episode_not_found');
      expect(await codeOf(await call(episodeRoute.DELETE, { ...one(episodeId), method: 'DELETE' }))).toBe(
        '404 episode_not_found',
      );
    }
  });

  test('a new title is trimmed and kept; an empty or endless one is refused', async () => {
    const id = await storeEpisode(getDb());
    const rename = (title: unknown) => call(episodeRoute.PATCH, { ...one(id), method: 'PATCH', body: { title } });
    expect((await (await rename('  Größe <b>&amp; {\\fs99} 🎙  ')).json()).title).toBe('Größe <b>&amp; {\\fs99} 🎙');
    expect(await codeOf(await rename('   '))).toBe('400 bad_request');
    expect(await codeOf(await rename('x'.repeat(201)))).toBe('400 bad_request');
    expect(await codeOf(await rename(7))).toBe('400 bad_request');
  });

  test('the transcript: none yet, as far as it is, complete', async () => {
    const id = await storeEpisode(getDb());
    const read = () => call(transcriptRoute.GET, one(id));
    const none = { segments: [], words: [], complete: false };
    expect(transcriptAnswerSchema.parse(await (await read()).json())).toMatchObject(none);
    const folder = paths.transcriptDir(api.context.env, id);
    await mkdir(folder, { recursive: true });
    await writeJsonAtomic(join(folder, 'partial.json'), { ...TRANSCRIPT, words: [], complete: false });
    expect(transcriptAnswerSchema.parse(await (await read()).json())).toMatchObject({ complete: false, words: [] });
    await writeFile(join(folder, 'partial.json'), '{"torn');
    expect(transcriptAnswerSchema.parse(await (await read()).json())).toMatchObject(none);
    await atomic(getDb(), (tx) => saveTranscriptStatements(tx, id, TRANSCRIPT));
    expect(strict(transcriptAnswerSchema).parse(await (await read()).json())).toMatchObject({
      ...TRANSCRIPT,
      complete: true,
    });
  });

  test('the waveform: none yet, coarse, and a part of a fine one', async () => {
    const id = await storeEpisode(getDb());
    const read = async (query = '') => {
      return waveformSchema.parse(await (await call(waveformRoute.GET, { ...one(id), search: query })).json());
    };
    expect(await read()).toEqual({ complete: false, durationMs: 0, fromMs: 0, toMs: 0, peaks: [] });
    await storePeaks(id);
    expect(await read()).toMatchObject({ complete: true, durationMs: 60_000, fromMs: 0, toMs: 60_000 });
    expect((await read()).peaks).toHaveLength(1200);
    const coarse = await read('?from=30000&to=31000&count=512');
    expect(coarse).toMatchObject({ fromMs: 30_000, toMs: 31_000 });
    expect(coarse.peaks).toHaveLength(20);
    await storeSound(id);
    const heard = await read('?from=30000&to=31000&count=512');
    expect(heard).toMatchObject({ fromMs: 30_000, toMs: 31_000 });
    expect(heard.peaks).toEqual(Array.from({ length: 20 }, () => 1));
    await storeWaveform(id);
    const fine = await read('?from=30000&to=31000&count=100');
    expect(fine).toMatchObject({ fromMs: 30_000, toMs: 31_000 });
    expect(fine.peaks).toHaveLength(100);
    expect(Math.max(...fine.peaks)).toBe(1);
    expect((await read('?from=59000&to=69000&count=1000')).toMs).toBe(60_000);
  });

  test.each(['?from=5&to=5', '?from=-1', '?count=0', '?count=5000', '?to=x'])(
    'the waveform of %s: 400',
    async (query) => {
      const id = await storeEpisode(getDb());
      const answer = await call(waveformRoute.GET, { ...one(id), search: query });
      expect(await codeOf(answer)).toBe('400 bad_request');
    },
  );

  test('no clips: the notes say why', async () => {
    const id = await storeEpisode(getDb(), { state: 'ready', notes: [{ code: 'no_speech', text: 'Nobody speaks.' }] });
    const list = strict(clipListSchema).parse(await (await call(clipsRoute.GET, one(id))).json());
    expect(list).toEqual({ clips: [], notes: [{ code: 'no_speech', text: 'Nobody speaks.' }] });
  });

  test('progress: an upload, a queued episode, a failed one', async () => {
    const progress = async (id: string) => progressSchema.parse(await (await call(progressRoute.GET, one(id))).json());
    const open = upload();
    await createUpload(getDb(), open);
    expect(await progress(open.id)).toMatchObject({ state: 'uploading', stage: 'upload' });
    const id = await storeEpisode(getDb());
    await queued(getDb(), { kind: 'probe', episodeId: id });
    expect(await progress(id)).toMatchObject({ state: 'queued', stage: 'probe', message: 'Waiting for its turn' });
    await updateEpisode(getDb(), id, { state: 'failed' });
    expect(await progress(id)).toMatchObject({ state: 'failed', error: { code: 'unknown' } });
  });

  test('deleting leaves nothing: no row, no file, no job', async () => {
    const { env } = api.context;
    const id = await storeEpisode(getDb());
    const kept = await storeEpisode(getDb());
    await storeClip(getDb(), id);
    await queued(getDb(), { kind: 'transcribe', episodeId: id });
    await storePeaks(id);
    for (const folder of [paths.episodeDir(env, id), paths.clipsDir(env, id), paths.episodeDir(env, kept)]) {
      await mkdir(join(folder, 'deeper'), { recursive: true });
      await writeFile(join(folder, 'deeper', 'file'), 'x');
    }
    const response = await call(episodeRoute.DELETE, { ...one(id), method: 'DELETE', search: '?forever=true' });
    expect(response.status).toBe(200);
    const left = (await readdir(env.dataDir, { recursive: true })).filter((path) => path.includes(id));
    expect(left).toEqual([]);
    const { tables, orm } = getDb();
    for (const table of [tables.jobs, tables.clips, tables.assets]) expect(await orm.select().from(table)).toEqual([]);
    expect((await orm.select().from(tables.episodes)).map((row) => row.id)).toEqual([kept]);
    expect(await readdir(join(paths.episodeDir(env, kept), 'deeper'))).toEqual(['file']);
    expect(await codeOf(await call(episodeRoute.GET, one(id)))).toBe('404 episode_not_found');
  });
});
