import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import type { Database } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { insertAssetStatement, listAssets } from '#db/repositories/assets.ts';
import { getEpisode, insertEpisodeStatement, updateEpisode } from '#db/repositories/episodes.ts';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { type AppContext, createContext, installContext } from '#lib/server/context.ts';
import type { Env } from '#lib/server/env.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { assetPath } from '#lib/server/paths.ts';
import { problemSchema } from '#lib/shared/api/problem.ts';
import { newId } from '#lib/shared/ids.ts';
import { sha256 } from '#tests/helpers/tus.ts';
import { CpuBudget } from '#workers/cpu-budget.ts';
import { archiveHandler } from '#workers/handlers/archive.ts';
import * as archiveRoute from '../../app/api/episodes/[episodeId]/archive/route.ts';
import { asset, episode, storeClip } from '../db/rows.ts';
import { makeMedia, mediaEnv, speechLikeSound } from '../helpers/media.ts';

const SECONDS = 6;
const never = new AbortController().signal;
let dir: string;
let env: Env;
let db: Database;
let context: AppContext;
let content: Buffer;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-archive-'));
  env = mediaEnv(join(dir, 'data'));
  await mkdir(env.dataDir, { recursive: true });
  await migrate(env);
  context = createContext(env, pino({ level: 'silent' }));
  installContext(context);
  db = await context.database();
  await makeMedia(env, [...speechLikeSound(SECONDS), join(dir, 'voice.wav')]);
  content = await readFile(join(dir, 'voice.wav'));
});
afterAll(async () => {
  await db?.close();
  await rm(dir, { recursive: true, force: true });
});

async function store(durationMs = SECONDS * 1000): Promise<string> {
  const id = newId();
  const path = `${id}/source.wav`;
  await mkdir(join(env.uploadDir, id), { recursive: true });
  await writeFile(join(env.uploadDir, path), content);
  const media = { ...(await probeMedia(env, join(env.uploadDir, path), never)), durationMs };
  const about = { state: 'ready', fileName: 'voice.wav', sizeBytes: content.length, sha256: sha256(content) } as const;
  await atomic(db, (tx) => [
    insertEpisodeStatement(tx, episode({ id, ...about, media, durationMs })),
    insertAssetStatement(tx, asset(id, { path, sizeBytes: content.length, mimeType: 'audio/wav' })),
  ]);
  return id;
}

async function archive(episodeId: string, more: object = {}, kept = () => Promise.resolve()): Promise<void> {
  const job = await enqueueJob(db, { kind: 'archive', episodeId: null, payload: { episodeId, ...more } });
  await archiveHandler({
    ...{ env, db, job, options: {}, cpu: new CpuBudget(1), signal: never },
    logger: pino({ level: 'silent' }),
    workDir: await mkdtemp(join(dir, 'work-')),
    progress: () => undefined,
    kept,
  });
}

const files = async (id: string) => (await readdir(join(env.uploadDir, id))).sort();
const give = (id: string, bytes: Buffer) =>
  archiveRoute.PUT(
    new Request('http://localhost:3000/x', {
      method: 'PUT',
      body: Uint8Array.from(bytes),
      headers: {
        host: 'localhost:3000',
        'content-type': 'application/octet-stream',
        'content-length': String(bytes.length),
      },
    }),
    { params: Promise.resolve({ episodeId: id }) },
  );
const codeOf = async (response: Response) => problemSchema.parse(await response.json()).code;

test('an archived episode keeps a small sound of the same length, and gets its very source back', async () => {
  const id = await store();
  await archive(id);
  expect(await files(id)).toEqual([expect.stringMatching(/^archive-[0-9a-z]{24}\.m4a$/)]);
  const [sound] = await listAssets(db, id, 'archive');
  if (!sound) throw new Error('there is no sound');
  expect(sound.sizeBytes).toBeLessThan(content.length / 3);
  expect((await stat(assetPath(env, sound))).size).toBe(sound.sizeBytes);
  const info = await probeMedia(env, assetPath(env, sound), never);
  expect(info).toMatchObject({ audio: { codec: 'aac', channels: 1 }, video: null });
  expect(info.durationMs).toBeCloseTo(SECONDS * 1000, -3);
  expect(await listAssets(db, id, 'source')).toEqual([]);
  expect((await getEpisode(db, id))?.archivedAt).not.toBeNull();

  // Once more, as after a crash: nothing is left to do.
  await writeFile(join(env.uploadDir, id, 'source.wav'), content);
  await archive(id);
  expect(await files(id)).toEqual([expect.stringMatching(/^archive-[0-9a-z]{24}\.m4a$/)]);

  const other = Buffer.from(content);
  other[5000] = (other[5000] ?? 0) ^ 1;
  expect(await codeOf(await give(id, other))).toBe('not_the_original');
  expect(await codeOf(await give(id, content.subarray(1)))).toBe('not_the_original');
  expect(await files(id)).toEqual([expect.stringMatching(/^archive-[0-9a-z]{24}\.m4a$/)]);

  expect((await give(id, content)).status).toBe(200);
  expect(await files(id)).toEqual(['source.wav']);
  expect(sha256(await readFile(join(env.uploadDir, id, 'source.wav')))).toBe(sha256(content));
  expect((await getEpisode(db, id))?.archivedAt).toBeNull();
  expect(await listAssets(db, id, 'archive')).toEqual([]);
  expect(await codeOf(await give(id, content))).toBe('not_archived');
});

test('a source whose small sound is not as long stays', async () => {
  const id = await store(60_000);
  await expect(archive(id)).rejects.toMatchObject({ code: 'render_check_failed' });
  expect(await files(id)).toEqual(['source.wav']);
  expect((await getEpisode(db, id))?.archivedAt).toBeNull();
});

test('an attempt that was taken for dead and wakes up leaves the sound of the one that was faster', async () => {
  const id = await store();
  await expect(archive(id, {}, () => archive(id))).rejects.toMatchObject({ code: 'episode_busy' });
  const [sound] = await listAssets(db, id, 'archive');
  if (!sound) throw new Error('there is no sound');
  expect(await files(id)).toEqual([sound.path.split('/').at(-1)]);
  expect(sha256(await readFile(assetPath(env, sound)))).toBe(sound.sha256);
});

test('a crash in between never takes a source that was given again meanwhile', async () => {
  const id = await store();
  await archive(id);
  expect((await give(id, content)).status).toBe(200);
  await updateEpisode(db, id, { archivedAt: 1 });
  await db.orm.update(db.tables.assets).set({ kind: 'artwork' }).where(eq(db.tables.assets.episodeId, id));
  await archive(id);
  expect(await files(id)).toEqual(['source.wav']);
});

test('an episode that somebody came back to while the rule waited keeps its source', async () => {
  const id = await store();
  const untouchedSince = Date.now() + 60_000;
  await storeClip(db, id, { keptAt: 5 });
  await archive(id, { untouchedSince });
  expect(await files(id)).toEqual(['source.wav']);
  const later = await store();
  await archive(later, { untouchedSince }, async () => {
    await storeClip(db, later, { keptAt: 5 });
  });
  expect(await files(later)).toEqual(['source.wav']);
  expect((await getEpisode(db, later))?.archivedAt).toBeNull();
});

test('a source that somebody needs again meanwhile stays', async () => {
  const id = await store();
  await enqueueJob(db, { kind: 'transcribe', episodeId: id });
  await expect(archive(id)).rejects.toMatchObject({ code: 'episode_busy' });
  expect(await files(id)).toEqual(['source.wav']);
  expect(await listAssets(db, id, 'source')).toHaveLength(1);
});
