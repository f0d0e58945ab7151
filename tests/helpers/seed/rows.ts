import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { atomic } from '#db/atomic.ts';
import type { Database } from '#db/client.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { replaceClipsStatements } from '#db/repositories/clips.ts';
import { insertEpisodeStatement } from '#db/repositories/episodes.ts';
import { insertRenderStatement } from '#db/repositories/renders.ts';
import { type SaveTranscriptOptions, saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import type { ClipInsert, EpisodeInsert, JobInsert, RenderInsert } from '#db/rows.ts';
import type { Env } from '#lib/server/env.ts';
import { assetRootDir } from '#lib/server/paths.ts';
import { newId } from '#lib/shared/ids.ts';
import type { AssetKind, AssetRoot } from '#lib/shared/states.ts';
import type { Transcript } from '#lib/shared/transcript.ts';

/** Where seeds are written to. */
export interface Target {
  readonly db: Database;
  readonly env: Env;
  readonly now: number;
}

export async function addEpisode({ db, now }: Target, given: Partial<EpisodeInsert> & { title: string }) {
  const id = newId();
  const row: EpisodeInsert = {
    id,
    fileName: `${given.title}.wav`,
    state: 'ready',
    sizeBytes: 46_000_000,
    durationMs: 15 * 60_000,
    hasVideo: false,
    language: 'en',
    createdAt: now,
    updatedAt: now,
    ...given,
  };
  await atomic(db, (tx) => [insertEpisodeStatement(tx, row)]);
  return id;
}

interface AssetFile {
  kind: AssetKind;
  root: AssetRoot;
  path: string;
  mimeType: string;
  body: Buffer | string;
}

/** Writes the file, then its row; answers the asset's id. */
export async function addAsset({ db, env, now }: Target, episodeId: string, file: AssetFile): Promise<string> {
  const { kind, root, path, mimeType, body } = file;
  const full = join(assetRootDir(env, root), path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, body);
  const id = newId();
  const sizeBytes = Buffer.byteLength(body);
  await atomic(db, (tx) => [
    insertAssetStatement(tx, { id, episodeId, kind, root, path, mimeType, sizeBytes, createdAt: now }),
  ]);
  return id;
}

export async function addTranscript(
  { db, now }: Target,
  episodeId: string,
  transcript: Transcript,
  options: SaveTranscriptOptions = {},
): Promise<void> {
  await atomic(db, (tx) => saveTranscriptStatements(tx, episodeId, transcript, { now, ...options }));
}

export async function addClips({ db }: Target, episodeId: string, clips: readonly ClipInsert[]): Promise<void> {
  await atomic(db, (tx) => replaceClipsStatements(tx, episodeId, clips));
}

export async function addRender({ db }: Target, render: RenderInsert): Promise<void> {
  await atomic(db, (tx) => [insertRenderStatement(tx, render)]);
}

export async function addJob({ db, now }: Target, job: Partial<JobInsert> & Pick<JobInsert, 'kind' | 'status'>) {
  const id = newId();
  const row: JobInsert = { id, episodeId: null, runAt: now, createdAt: now, startedAt: now, attempts: 1, ...job };
  await db.orm.insert(db.tables.jobs).values(row);
  return id;
}
