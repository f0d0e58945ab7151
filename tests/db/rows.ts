import { atomic } from '#db/atomic.ts';
import type { Database } from '#db/client.ts';
import { replaceClipsStatements } from '#db/repositories/clips.ts';
import { insertEpisodeStatement } from '#db/repositories/episodes.ts';
import { insertRenderStatement } from '#db/repositories/renders.ts';
import type { AssetInsert, ClipInsert, EpisodeInsert, RenderInsert, UploadInsert } from '#db/rows.ts';
import { newId } from '#lib/shared/ids.ts';

/** Rows with everything that must be there; a test names what it is about. */
export function episode(given: Partial<EpisodeInsert> = {}): EpisodeInsert {
  return {
    id: newId(),
    title: 'Episode',
    fileName: 'episode.mp3',
    state: 'queued',
    sizeBytes: 1000,
    createdAt: 1000,
    updatedAt: 1000,
    ...given,
  };
}

export function upload(given: Partial<UploadInsert> = {}): UploadInsert {
  return {
    id: newId(),
    fileName: 'episode.mp3',
    sizeBytes: 1000,
    state: 'open',
    createdAt: 1000,
    updatedAt: 1000,
    ...given,
  };
}

export function asset(episodeId: string, given: Partial<AssetInsert> = {}): AssetInsert {
  const id = given.id ?? newId();
  return {
    id,
    episodeId,
    kind: 'source',
    root: 'uploads',
    path: `${episodeId}/${id}`,
    mimeType: 'audio/mpeg',
    sizeBytes: 1000,
    createdAt: 1000,
    ...given,
  };
}

export function clip(episodeId: string, given: Partial<ClipInsert> = {}): ClipInsert {
  return {
    id: newId(),
    episodeId,
    rank: 1,
    startMs: 0,
    endMs: 30_000,
    title: 'Clip',
    text: 'Words.',
    score: 0.5,
    percentile: 0.9,
    signals: [{ name: 'asks a question', weight: 0.5, evidence: 'why?' }],
    createdAt: 1000,
    ...given,
  };
}

export function render(clipId: string, given: Partial<RenderInsert> = {}): RenderInsert {
  return { id: newId(), clipId, aspect: '9:16', status: 'queued', createdAt: 1000, ...given };
}

export async function storeEpisode(db: Database, given: Partial<EpisodeInsert> = {}): Promise<string> {
  const row = episode(given);
  await atomic(db, (tx) => [insertEpisodeStatement(tx, row)]);
  return row.id;
}

export async function storeClip(db: Database, episodeId: string, given: Partial<ClipInsert> = {}): Promise<string> {
  const row = clip(episodeId, given);
  await atomic(db, (tx) => replaceClipsStatements(tx, episodeId, [row]));
  return row.id;
}

export async function storeRender(db: Database, clipId: string, given: Partial<RenderInsert> = {}): Promise<string> {
  const row = render(clipId, given);
  await atomic(db, (tx) => [insertRenderStatement(tx, row)]);
  return row.id;
}
