import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { openDatabase } from '#db/client.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { insertEpisodeStatement } from '#db/repositories/episodes.ts';
import { readEnv } from '#lib/server/env.ts';
import { problemSchema } from '#lib/shared/api/problem.ts';
import { newId } from '#lib/shared/ids.ts';
import { type Studio, startStudio } from './studio.ts';

/** The built server with one episode that a worker was at: rows, its source and its progress.json. */
export interface StudioWithEpisode {
  readonly studio: Studio;
  readonly episodeId: string;
  /** The source's. */
  readonly assetId: string;
  get(path: string, init?: RequestInit): Promise<Response>;
}

/** The source's bytes. */
export const CONTENT = Buffer.from(Array.from({ length: 400_000 }, (_, index) => index % 253));

/** @throws as `startStudio` */
export async function startStudioWithEpisode(): Promise<StudioWithEpisode> {
  const studio = await startStudio();
  const [episodeId, assetId] = [newId(), newId()];
  try {
    await storeEpisode(studio.dataDir, episodeId, assetId);
  } catch (error) {
    await studio.stop();
    throw error;
  }
  return { studio, episodeId, assetId, get: (path, init = {}) => fetch(`${studio.url}${path}`, init) };
}

/** The answer's problem, which must be one. */
export async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return problemSchema.parse(await response.json());
}

async function storeEpisode(dataDir: string, episodeId: string, assetId: string): Promise<void> {
  const env = readEnv({ DATA_DIR: dataDir });
  const folder = join(env.uploadDir, episodeId);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'source.mp3'), CONTENT);
  await writeFile(
    join(folder, 'progress.json'),
    JSON.stringify({
      episodeId,
      jobId: null,
      stage: 'transcribe',
      percent: 30,
      etaMs: null,
      message: 'Listening',
      state: 'running',
      seq: 9,
      attempt: 1,
      updatedAt: Date.now(),
      error: null,
    }),
  );
  const db = await openDatabase(env);
  const now = Date.now();
  await atomic(db, (tx) => [
    insertEpisodeStatement(tx, {
      id: episodeId,
      title: 'Episode',
      fileName: 'e.mp3',
      state: 'processing',
      sizeBytes: CONTENT.length,
      createdAt: now,
      updatedAt: now,
    }),
    insertAssetStatement(tx, {
      id: assetId,
      episodeId,
      kind: 'source',
      root: 'uploads',
      path: `${episodeId}/source.mp3`,
      mimeType: 'audio/mpeg',
      sizeBytes: CONTENT.length,
      createdAt: now,
    }),
  ]);
  await db.close();
}
