import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { episodeListSchema } from '#lib/shared/api/episode-list.ts';
import { newId } from '#lib/shared/ids.ts';
import { progressSchema } from '#lib/shared/progress.ts';
import type { Studio } from '#tests/helpers/studio.ts';
import { problemOf, type StudioWithEpisode, startStudioWithEpisode } from '#tests/helpers/studio-with-episode.ts';

let studio: Studio;
let episodeId: string;
let assetId: string;
let get: StudioWithEpisode['get'];

beforeAll(async () => {
  ({ studio, episodeId, assetId, get } = await startStudioWithEpisode());
});
afterAll(() => studio?.stop());

describe('the built server while the database is away', () => {
  const file = () => join(studio.dataDir, 'podpromo.db');
  const aside = () => join(studio.dataDir, 'aside');

  beforeAll(async () => {
    await studio.killWeb('SIGKILL');
    await mkdir(aside());
    for (const name of ['podpromo.db', 'podpromo.db-wal', 'podpromo.db-shm']) {
      await rename(join(studio.dataDir, name), join(aside(), name)).catch((error: unknown) => {
        if (name === 'podpromo.db') throw error;
      });
    }
    // A folder in its place: nobody can open that, not even root.
    await mkdir(file());
    await studio.startWeb();
  });

  test('progress is never 500: the file answers, and what has no file is unknown', async () => {
    const known = await get(`/api/progress/${episodeId}`);
    expect(known.status).toBe(200);
    expect(progressSchema.parse(await known.json())).toMatchObject({ state: 'running', percent: 30, seq: 9 });
    const unknown = await get(`/api/progress/${newId()}`);
    expect(unknown.status).toBe(200);
    expect(progressSchema.parse(await unknown.json())).toMatchObject({
      state: 'unknown',
      error: { code: 'database_unavailable' },
    });
    const many = await get(`/api/progress?ids=${episodeId},${newId()}`);
    expect(many.status).toBe(200);
  });

  test('the rest says so as 503, and the process lives', async () => {
    for (const path of ['/api/episodes', `/api/episodes/${episodeId}`, '/api/system', `/api/media/${assetId}`]) {
      const response = await get(path);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      expect((await problemOf(response)).code).toBe('database_unavailable');
    }
    expect((await get('/health')).status).toBe(200);
    expect((await get('/ready')).status).toBe(503);
    expect(await (await get('/metrics')).text()).toContain('podpromo_database_up 0');
  });

  test('it comes back without a restart', async () => {
    await rm(file(), { recursive: true });
    await rename(join(aside(), 'podpromo.db'), file());
    const response = await get('/api/episodes');
    expect(response.status).toBe(200);
    expect(episodeListSchema.parse(await response.json()).episodes.map((one) => one.id)).toEqual([episodeId]);
    const progress = await get(`/api/progress/${episodeId}`);
    // The rows count again: nobody works on it.
    expect(progressSchema.parse(await progress.json()).state).toBe('queued');
  });
});
