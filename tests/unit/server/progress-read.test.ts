import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AppContext, createContext, installContext } from '#lib/server/context.ts';
import { readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { paths } from '#lib/server/paths.ts';
import { progressEtag } from '#lib/server/progress/answer.ts';
import { readProgress, readProgressOf } from '#lib/server/progress/read.ts';
import { newId } from '#lib/shared/ids.ts';
import { type Progress, progressSchema } from '#lib/shared/progress.ts';
import { GET as getOne } from '../../../app/api/progress/[episodeId]/route.ts';
import { GET as getMany } from '../../../app/api/progress/route.ts';

/** The database is away in all of these: a folder lies where its file should be. */
let dataDir: string;
let context: AppContext;
let id: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'podpromo-progress-'));
  const env = readEnv({ DATA_DIR: dataDir, DATABASE_URL: `file:${dataDir}`, LOG_LEVEL: 'silent' });
  context = createContext(env, createLogger('silent', 'test'));
  installContext(context);
});
beforeEach(() => {
  id = newId();
});
afterAll(() => rm(dataDir, { recursive: true }));

const saved = (given: Partial<Progress> = {}): Progress => ({
  episodeId: id,
  jobId: newId(),
  stage: 'transcribe',
  percent: 12.5,
  etaMs: null,
  message: 'Listening',
  state: 'running',
  seq: 5,
  attempt: 1,
  updatedAt: Date.now(),
  error: null,
  ...given,
});

async function write(text: string): Promise<void> {
  await mkdir(paths.episodeDir(context.env, id), { recursive: true });
  await writeFile(paths.progressFile(context.env, id), text);
}

const ask = (path: string, headers: Record<string, string> = {}) =>
  new Request(`http://localhost:3000${path}`, { headers: { host: 'localhost:3000', ...headers } });
const one = (headers: Record<string, string> = {}) =>
  getOne(ask(`/api/progress/${id}`, headers), { params: Promise.resolve({ episodeId: id }) });

describe('progress while the database is away', () => {
  test('the file answers', async () => {
    const progress = saved();
    await write(JSON.stringify(progress));
    const response = await one();
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toEqual(progress);
  });

  test('unchanged: 304; the next write: 200', async () => {
    await write(JSON.stringify(saved()));
    const etag = (await one()).headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"5-/);
    expect((await one({ 'if-none-match': etag })).status).toBe(304);
    await write(JSON.stringify(saved({ seq: 6 })));
    expect((await one({ 'if-none-match': etag })).status).toBe(200);
  });

  test.each([
    ['torn', '{"episodeId":"abc","jobId":nu'],
    ['empty', ''],
    ['of another shape', '{"percent":"many"}'],
    ['not text', '\u0000\u0001'],
  ])('a file that is %s: 200 unknown with the reason and the stage that the disk shows', async (_what, text) => {
    await write(text);
    const response = await one();
    expect(response.status).toBe(200);
    expect(progressSchema.parse(await response.json())).toMatchObject({
      episodeId: id,
      state: 'unknown',
      stage: 'probe',
      error: { code: 'database_unavailable', title: 'The database does not answer' },
    });
  });

  test('no file: the disk tells the stage', async () => {
    const stage = async () => (await readProgress(context, id))?.stage;
    expect(await stage()).toBeNull();
    await mkdir(paths.tusDir(context.env), { recursive: true });
    await writeFile(join(paths.tusDir(context.env), id), 'part');
    expect(await stage()).toBe('upload');
    await mkdir(paths.episodeDir(context.env, id), { recursive: true });
    await writeFile(join(paths.episodeDir(context.env, id), 'source.mp3'), 'x');
    expect(await stage()).toBe('probe');
    await mkdir(paths.transcriptDir(context.env, id), { recursive: true });
    await writeFile(join(paths.transcriptDir(context.env, id), 'chunk-1.json'), '{}');
    expect(await stage()).toBe('transcribe');
    await mkdir(join(paths.clipsDir(context.env, id), 'r'), { recursive: true });
    expect(await stage()).toBe('render');
  });

  test('a folder in the place of the file is no failure either', async () => {
    await mkdir(paths.progressFile(context.env, id), { recursive: true });
    expect((await one()).status).toBe(200);
  });

  test('an id that cannot be one of ours is 404, also now', async () => {
    for (const bad of ['..', '../../etc/passwd', 'x', 'A'.repeat(24)]) {
      const response = await getOne(ask('/api/progress/x'), { params: Promise.resolve({ episodeId: bad }) });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'episode_not_found' });
    }
  });

  test('a map for everything on screen', async () => {
    await write(JSON.stringify(saved()));
    const other = newId();
    const response = await getMany(ask(`/api/progress?ids=${id},${other},..%2F..,${id}`), {
      params: Promise.resolve({}),
    });
    expect(response.status).toBe(200);
    const { progress } = await response.json();
    expect(Object.keys(progress).sort()).toEqual([id, other, '../..'].sort());
    expect(progress[id].state).toBe('running');
    expect(progress[other].state).toBe('unknown');
    expect(progress['../..']).toBeNull();
  });

  test('more ids than a page can show are refused', async () => {
    const ids = Array.from({ length: 101 }, newId).join(',');
    const response = await getMany(ask(`/api/progress?ids=${ids}`), { params: Promise.resolve({}) });
    expect(response.status).toBe(400);
    expect((await getMany(ask('/api/progress'), { params: Promise.resolve({}) })).status).toBe(400);
  });

  test('ids that are names of JavaScript are only ids', async () => {
    const answers = await readProgressOf(context, ['__proto__', 'constructor', 'toString']);
    expect(Object.values(answers)).toEqual([null, null, null]);
  });
});

test('the ETag differs between two attempts with the same number', () => {
  const first = saved({ seq: 3, attempt: 1, updatedAt: 1 });
  const second = { ...first, attempt: 2, updatedAt: 2 };
  expect(progressEtag(first, [first])).not.toBe(progressEtag(second, [second]));
});
