import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { type Database, openDatabase } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { replaceClipsStatements } from '#db/repositories/clips.ts';
import { getEpisode, insertEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { getJob } from '#db/repositories/jobs/get-job.ts';
import { requestCancel } from '#db/repositories/jobs/request-cancel.ts';
import { getRender, insertRenderStatement } from '#db/repositories/renders.ts';
import { saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import type { Env } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { paths } from '#lib/server/paths.ts';
import { newId } from '#lib/shared/ids.ts';
import type { Aspect } from '#lib/shared/states.ts';
import { handlers } from '#workers/handlers/index.ts';
import { runJobs } from '#workers/runner.ts';
import { asset, clip, episode, render } from '../db/rows.ts';
import { makeMedia, mediaEnv, movingPicture, speechLikeSound } from '../helpers/media.ts';
import { evenWords } from '../helpers/rendering.ts';
import { waitFor } from '../helpers/wait.ts';

let dir: string;
let env: Env;
let db: Database;
let log: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-shapes-'));
  const plain = mediaEnv(join(dir, 'data'));
  await mkdir(plain.dataDir, { recursive: true });
  await migrate(plain);
  db = await openDatabase(plain);
  const fast = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await makeMedia(plain, [...movingPicture('640x360', '25', 3), ...speechLikeSound(3), ...fast, join(dir, 'talk.mp4')]);
  const { ffmpeg } = await resolveFfmpeg(plain);
  log = join(dir, 'calls.log');
  // Writes down what it is asked for; fails for what a file names; waits for another file before it reads a film for many.
  const script = [
    '#!/bin/sh',
    `printf '%s\\n' "$* fonts=$FONTCONFIG_FILE" >> '${log}'`,
    `if [ -s '${dir}/broken' ]; then case "$*" in *-filter_complex*"$(cat '${dir}/broken')"*) exit 1;; esac; fi`,
    `case "$*" in *together/*) while [ -e '${dir}/hold' ]; do sleep 0.05; done;; esac`,
    `exec '${ffmpeg}' "$@"`,
  ];
  await writeFile(join(dir, 'ffmpeg'), `${script.join('\n')}\n`, { mode: 0o755 });
  env = { ...plain, ffmpegPath: join(dir, 'ffmpeg') };
});
afterAll(async () => {
  await db.close();
  await rm(dir, { recursive: true, force: true });
});
beforeEach(() => writeFile(log, ''));
afterEach(async () => {
  await rm(join(dir, 'broken'), { force: true });
  await rm(join(dir, 'hold'), { force: true });
});

const ASPECTS: readonly Aspect[] = ['9:16', '1:1', '16:9'];

/** An episode with one clip that waits to be rendered in three shapes. */
async function waiting() {
  const id = newId();
  const path = `${id}/source.mp4`;
  await mkdir(join(env.uploadDir, id), { recursive: true });
  await writeFile(join(env.uploadDir, path), await readFile(join(dir, 'talk.mp4')));
  const media = await probeMedia(env, join(env.uploadDir, path), new AbortController().signal);
  const one = clip(id, { startMs: 200, endMs: 2200, title: 'What nobody had read' });
  const about = { language: 'en', durationMs: 3000, model: 'base', engine: 'test', segments: [], notes: [] };
  const rows = ASPECTS.map((aspect) => render(one.id, { aspect, jobId: newId(), status: 'queued' }));
  await atomic(db, (tx) => [
    insertEpisodeStatement(tx, episode({ id, title: 'talk', fileName: 'talk.mp4', media, state: 'processing' })),
    insertAssetStatement(tx, asset(id, { path, sha256: id })),
    ...saveTranscriptStatements(tx, id, { ...about, words: evenWords(0, 3000) }),
    ...replaceClipsStatements(tx, id, [one]),
    ...rows.map((row) => insertRenderStatement(tx, row)),
  ]);
  for (const row of rows) {
    await enqueueJob(db, { id: row.jobId ?? '', kind: 'render', episodeId: id, payload: { renderId: row.id } });
  }
  return { id, rows };
}

/** Has a worker do what waits until this is true. */
async function work(until: () => Promise<boolean>): Promise<void> {
  const timing = { idleMs: 50, watchMs: 50, graceMs: 200 };
  await runJobs({ env, db, logger: pino({ level: 'silent' }), handlers, until, timing });
}

const statusOf = async (id: string) => (await getRender(db, id))?.status;
const calls = async () => (await readFile(log, 'utf8')).trim().split('\n');
const encodes = async () => (await calls()).filter((call) => call.includes('libx264'));

it('are made in one pass that reads the film once, with one sound', async () => {
  const { id, rows } = await waiting();
  await work(async () => (await getEpisode(db, id))?.state === 'ready');
  for (const row of rows) {
    expect(await getRender(db, row.id)).toMatchObject({ status: 'done', errorCode: null });
    expect((await getJob(db, row.jobId ?? ''))?.status).toBe('succeeded');
  }
  const [pass, ...others] = await encodes();
  expect(others).toEqual([]);
  // The machine's own fonts are in no clip.
  expect(pass).toMatch(/fonts=\/.*fonts\.conf$/);
  expect(pass?.match(/-filter_complex /g)).toHaveLength(3);
  expect(pass?.match(/source\.mp4/g)).toHaveLength(1);
  expect((await calls()).filter((call) => call.includes('-c:a pcm_f32le'))).toHaveLength(1);
});

it('go on without one that cannot be encoded: it fails alone', async () => {
  const { rows } = await waiting();
  const [broken, ...fine] = rows;
  await writeFile(join(dir, 'broken'), broken?.id ?? '');
  await work(async () => (await Promise.all(fine.map((row) => statusOf(row.id)))).every((status) => status === 'done'));
  expect(await statusOf(broken?.id ?? '')).not.toBe('done');
  expect((await getJob(db, broken?.jobId ?? ''))?.errorCode).toBe('ffmpeg_failed');
  // Together, and then each by itself.
  expect((await encodes()).length).toBeGreaterThanOrEqual(4);
  await requestCancel(db, broken?.jobId ?? '');
});

it('go on without one that is canceled in the middle', async () => {
  const { id, rows } = await waiting();
  const [gone, ...fine] = rows;
  await writeFile(join(dir, 'hold'), '');
  const working = work(async () =>
    (await Promise.all(fine.map((row) => statusOf(row.id)))).every((status) => status === 'done'),
  );
  await waitFor(async () => (await calls()).some((call) => call.includes('together/')), { what: 'the pass' });
  await requestCancel(db, gone?.jobId ?? '');
  await waitFor(async () => (await statusOf(gone?.id ?? '')) === 'canceled', { what: 'the end of one' });
  expect(await Promise.all(fine.map((row) => statusOf(row.id)))).toEqual(['running', 'running']);
  await rm(join(dir, 'hold'));
  await working;
  expect((await getJob(db, gone?.jobId ?? ''))?.status).toBe('canceled');
  // Most was still to be done: the pass was ended, and begun anew without it.
  const [, again, ...others] = await encodes();
  expect(others).toEqual([]);
  expect(again?.match(/-filter_complex /g)).toHaveLength(2);
  expect(again).not.toContain(gone?.id);
  expect(await readdir(join(paths.clipsDir(env, id), gone?.id ?? ''))).toEqual([]);
});
