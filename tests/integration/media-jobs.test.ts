import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { type Database, openDatabase } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { insertAssetStatement, listAssets } from '#db/repositories/assets.ts';
import { replaceClipsStatements } from '#db/repositories/clips.ts';
import { getEpisode, insertEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { getRender, insertRenderStatement } from '#db/repositories/renders.ts';
import { saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import type { Env } from '#lib/server/env.ts';
import { levelsOf, soundFileSchema } from '#lib/server/media/sound-levels.ts';
import { readWaveformPart } from '#lib/server/media/waveform-file.ts';
import { assetPath } from '#lib/server/paths.ts';
import { newId } from '#lib/shared/ids.ts';
import { CpuBudget } from '#workers/cpu-budget.ts';
import { probeHandler } from '#workers/handlers/probe.ts';
import { renderHandler } from '#workers/handlers/render.ts';
import type { JobHandler } from '#workers/registry.ts';
import { asset, clip, episode, render } from '../db/rows.ts';
import { makeMedia, mediaEnv, movingPicture, speechLikeSound } from '../helpers/media.ts';
import { evenWords } from '../helpers/rendering.ts';

let dir: string;
let env: Env;
let db: Database;
const messages: string[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-media-jobs-'));
  env = mediaEnv(join(dir, 'data'));
  await mkdir(env.dataDir, { recursive: true });
  await migrate(env);
  db = await openDatabase(env);
  await makeMedia(env, ['-f', 'lavfi', '-i', 'color=teal:size=900x900', '-frames:v', '1', join(dir, 'cover.png')]);
  await makeMedia(env, [
    ...[...speechLikeSound(5), '-i', join(dir, 'cover.png'), '-map', '0', '-map', '1', '-c:v', 'copy'],
    ...['-disposition:v', 'attached_pic', '-metadata', 'title=The Title', join(dir, 'voice.mp3')],
  ]);
  await makeMedia(env, [...movingPicture('160x120', '25', 2), '-pix_fmt', 'yuv420p', join(dir, 'mute.mp4')]);
});

afterAll(async () => {
  await db.close();
  await rm(dir, { recursive: true, force: true });
});

/** An episode as a finished upload leaves it. */
async function store(file: string, bytes?: Buffer): Promise<string> {
  const id = newId();
  const name = `source${file.slice(file.lastIndexOf('.'))}`;
  await mkdir(join(env.uploadDir, id), { recursive: true });
  await writeFile(join(env.uploadDir, id, name), bytes ?? (await readFile(join(dir, file))));
  await atomic(db, (tx) => [
    insertEpisodeStatement(tx, episode({ id, title: 'voice', fileName: file })),
    insertAssetStatement(tx, asset(id, { path: `${id}/${name}` })),
  ]);
  return id;
}

/** Does the job as the runner would, on success with its effects. */
async function run(handler: JobHandler, kind: 'probe' | 'render', episodeId: string, payload: object = {}) {
  const job = await enqueueJob(db, { kind, episodeId, payload });
  const outcome = await handler({
    ...{ env, db, job, options: { language: 'en' }, cpu: new CpuBudget(2) },
    logger: pino({ level: 'silent' }),
    signal: new AbortController().signal,
    workDir: await mkdtemp(join(dir, 'work-')),
    progress: ({ message }) => messages.push(message),
    kept: async () => undefined,
  });
  await atomic(db, outcome.effects);
}

describe('the probe job', () => {
  it('stores what it found, the cover and the waveform, and queues the transcription', async () => {
    const id = await store('voice.mp3');
    await run(probeHandler, 'probe', id);
    expect(await getEpisode(db, id)).toMatchObject({
      title: 'The Title',
      hasVideo: false,
      media: { format: 'mp3', artwork: 1 },
      notes: [],
    });
    const [peaks] = await listAssets(db, id, 'peaks');
    const [artwork] = await listAssets(db, id, 'artwork');
    if (!peaks || !artwork) throw new Error('assets are missing');
    const waveform = JSON.parse(await readFile(assetPath(env, peaks), 'utf8'));
    expect(waveform).toMatchObject({ durationMs: expect.closeTo(5000, -2) });
    expect(waveform.peaks).toHaveLength(1200);
    expect((await readFile(assetPath(env, artwork))).length).toBe(artwork.sizeBytes);
    const [sound] = await listAssets(db, id, 'sound');
    if (!sound) throw new Error('the loudness is missing');
    const levels = levelsOf(soundFileSchema.parse(JSON.parse(await readFile(assetPath(env, sound), 'utf8'))));
    expect(levels.length).toBeGreaterThanOrEqual(99);
    expect(levels.every((level) => level >= -100 && level <= 0)).toBe(true);
    const [fine] = await listAssets(db, id, 'waveform');
    if (!fine) throw new Error('the fine waveform is missing');
    const part = await readWaveformPart(assetPath(env, fine), { fromMs: 1000, toMs: 2000, count: 100 });
    expect(part).toMatchObject({ frameMs: 10, first: 100 });
    expect(part?.values).toHaveLength(100);
    const jobs = await listEpisodeJobs(db, id);
    expect(jobs.find((job) => job.kind === 'transcribe')?.payload).toEqual({ language: 'en' });
    expect(messages.at(-1)).toMatch(/^Looking at the file: 0:0\d of 0:05$/);
  });

  it.each([
    ['mute.mp4', undefined, 'media_no_audio'],
    [
      'cut.mp4',
      Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom0000isomiso2mp41'), Buffer.alloc(2000)]),
      '',
    ],
    ['text.mp3', Buffer.from('only text '.repeat(100)), 'unsupported_content'],
    ['zero.mp3', Buffer.alloc(0), 'empty_file'],
  ])('refuses %s and keeps nothing of it but the row', async (name, bytes, code) => {
    const id = await store(name, bytes);
    await expect(run(probeHandler, 'probe', id)).rejects.toMatchObject({
      code: code || expect.stringMatching(/^media_/),
    });
    expect(await readdir(join(env.uploadDir, id))).toEqual([]);
    expect(await listAssets(db, id)).toEqual([]);
    expect(await getEpisode(db, id)).not.toBeNull();
  });

  it('that is begun again after it deleted an unusable file, and died, says that this was so', async () => {
    const id = await store('mute.mp4');
    await expect(run(probeHandler, 'probe', id)).rejects.toMatchObject({ code: 'media_no_audio' });
    await expect(run(probeHandler, 'probe', id)).rejects.toMatchObject({
      code: 'media_unreadable',
      detail: expect.stringMatching(/upload it again/),
    });
  });
});

describe('the render job', () => {
  it('puts four files in their place, tells of them in rows, and ends the episode', async () => {
    const id = await store('voice.mp3');
    await run(probeHandler, 'probe', id);
    const one = clip(id, { startMs: 500, endMs: 2500, title: 'What nobody had read' });
    const row = render(one.id, { aspect: '16:9' });
    const words = evenWords(0, 5000);
    const transcript = {
      language: 'en',
      durationMs: 5000,
      model: 'base',
      engine: 'test',
      segments: [],
      words,
      notes: [],
    };
    await atomic(db, (tx) => [
      ...saveTranscriptStatements(tx, id, transcript),
      ...replaceClipsStatements(tx, id, [one]),
      insertRenderStatement(tx, row),
    ]);
    await run(renderHandler, 'render', id, { renderId: row.id });
    const done = await getRender(db, row.id);
    expect(done).toMatchObject({ status: 'done', errorCode: null });
    expect(Math.abs((done?.durationMs ?? 0) - 2000)).toBeLessThan(60);
    const assets = await listAssets(db, id);
    for (const [kind, name, assetId] of [
      ['clip_video', 'clip.mp4', done?.videoAssetId],
      ['clip_srt', 'clip.srt', done?.srtAssetId],
      ['clip_vtt', 'clip.vtt', done?.vttAssetId],
      ['clip_poster', 'poster.jpg', done?.posterAssetId],
    ] as const) {
      const found = assets.find((candidate) => candidate.id === assetId);
      if (!found) throw new Error(`no asset ${kind}`);
      expect(found).toMatchObject({ kind, path: `${id}/${row.id}/${name}` });
      expect(basename(assetPath(env, found))).toBe(name);
      expect((await readFile(assetPath(env, found))).length).toBe(found.sizeBytes);
    }
    expect((await getEpisode(db, id))?.state).toBe('ready');
  });
});
