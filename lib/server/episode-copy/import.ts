import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isUniqueViolation } from '#db/errors.ts';
import { type EpisodeRows, insertEpisodeRows } from '#db/repositories/episode-copy.ts';
import type { AssetInsert } from '#db/rows.ts';
import { newId } from '#lib/shared/ids.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { AppError } from '../app-error.ts';
import { sniffFile } from '../media/sniff-file.ts';
import { assetPath } from '../paths.ts';
import { deleteEpisodeFiles } from '../storage/delete-files.ts';
import { moveFileDurably } from '../storage/move-file.ts';
import { reserveForImport } from '../storage/room.ts';
import type { UploadContext } from '../uploads/context.ts';
import { openCopy } from './read-zip.ts';
import type { CopyManifest, EpisodeCopy } from './schema.ts';

export interface ImportOptions {
  readonly context: UploadContext;
  /** The ZIP, on our disk. */
  readonly path: string;
  readonly zipBytes: number;
  /** An own folder for what is unpacked; the caller removes it. */
  readonly workDir: string;
  /** Of the promise of room that the caller holds. */
  readonly reservationId: string;
  readonly signal: AbortSignal;
}

/**
 * Makes an episode of an exported one, under new ids: all of it or nothing. Files are unpacked and checked first, then
 * put into their places, then the rows tell of them in one transaction.
 *
 * @returns the new episode's id
 * @throws AppError `import_unreadable`, `import_newer`, `storage_quota_exceeded`, `disk_full`
 */
export async function importEpisode(options: ImportOptions): Promise<string> {
  const { context, signal } = options;
  const { db, env } = context;
  const opened = await openCopy(options.path);
  try {
    await reserveForImport(db, env, options.reservationId, options.zipBytes + opened.filesBytes);
    const places = await opened.unpack(join(options.workDir, 'files'), signal);
    const episodeId = newId();
    const { rows, assets } = rowsOf(opened.copy, opened.manifest, episodeId);
    const checked: AssetInsert[] = [];
    try {
      for (const { row, file } of assets) {
        const place = places.get(file);
        if (place === undefined) throw new AppError('import_unreadable');
        checked.push({ ...row, mimeType: await checkedType(row, place, opened.copy) });
        await moveFileDurably(place, assetPath(env, row));
        places.delete(file);
      }
      await insertEpisodeRows(db, { ...rows, assets: checked }).catch((error: unknown) => {
        // Two clips of one rank, two transcripts that count: no release wrote that.
        throw isUniqueViolation(error) ? new AppError('import_unreadable', { cause: error }) : error;
      });
    } catch (error) {
      await deleteEpisodeFiles(env, episodeId);
      throw error;
    }
    context.logger.info({ episodeId, files: assets.length, release: opened.manifest.release }, 'episode imported');
    return episodeId;
  } finally {
    opened.close();
    await rm(join(options.workDir, 'files'), { recursive: true, force: true });
  }
}

/** What is played must be media, as with an upload, and of the kind that the rows tell the decoder. */
async function checkedType(row: AssetInsert, place: string, { episode }: EpisodeCopy): Promise<string> {
  if (row.kind !== 'source' && row.kind !== 'archive' && row.kind !== 'clip_video') return row.mimeType;
  const media = await sniffFile(place);
  const expected = row.kind === 'source' ? episode.media?.format : undefined;
  if (media && (expected === undefined || expected === media.format)) return media.mimeType;
  throw new AppError('import_unreadable', { cause: new Error(`${row.kind} is no media, or of another kind`) });
}

interface NewAsset {
  readonly row: AssetInsert;
  /** Name in the ZIP. */
  readonly file: string;
}

/** The rows under new ids. Work that was not done stays undone: nothing runs for an imported episode. */
function rowsOf(
  copy: EpisodeCopy,
  manifest: CopyManifest,
  episodeId: string,
): { rows: EpisodeRows; assets: NewAsset[] } {
  const now = Date.now();
  const ids = new Map<string, string>();
  const idOf = (old: string) => {
    const known = ids.get(old) ?? newId();
    ids.set(old, known);
    return known;
  };
  const files = new Map(manifest.files.map((file) => [file.name, file]));
  const assets = copy.assets.map(({ file, renderId, ...asset }): NewAsset => {
    const folder = renderId === null ? episodeId : `${episodeId}/${idOf(renderId)}`;
    const entry = files.get(file);
    return {
      file,
      row: {
        ...{ id: idOf(asset.id), episodeId, kind: asset.kind, root: asset.root, mimeType: asset.mimeType },
        ...{ path: `${folder}/${safeName(file)}`, createdAt: asset.createdAt },
        ...{ sizeBytes: entry?.sizeBytes ?? 0, sha256: entry?.sha256 ?? null },
      },
    };
  });
  const known = new Set(copy.assets.map((asset) => asset.id));
  const assetId = (old: string | null) => (old !== null && known.has(old) ? idOf(old) : null);
  const { state } = copy.episode;
  const transcripts = copy.transcripts.map(({ segments, ...row }) => ({
    segments,
    row: { ...row, id: newId(), episodeId },
  }));
  const clips = copy.clips.map(({ renders, ratings, ...row }) => ({
    renders,
    ratings,
    row: { ...row, id: newId(), episodeId },
  }));
  return {
    assets,
    rows: {
      episode: {
        ...copy.episode,
        notes: [...copy.episode.notes, ...missingNotes(manifest)],
        id: episodeId,
        state: state === 'queued' || state === 'processing' ? 'canceled' : state,
        updatedAt: now,
      },
      assets: assets.map((asset) => asset.row),
      transcripts: transcripts.map(({ row }) => row),
      segments: transcripts.flatMap(({ row, segments }) =>
        segments.map((segment) => ({ ...segment, id: newId(), transcriptId: row.id })),
      ),
      clips: clips.map(({ row }) => row),
      renders: clips.flatMap(({ row, renders }) =>
        renders.map((render) => ({
          ...render,
          ...{ id: idOf(render.id), clipId: row.id, jobId: null },
          status: render.status === 'queued' || render.status === 'running' ? ('canceled' as const) : render.status,
          videoAssetId: assetId(render.videoAssetId),
          srtAssetId: assetId(render.srtAssetId),
          vttAssetId: assetId(render.vttAssetId),
          posterAssetId: assetId(render.posterAssetId),
        })),
      ),
      feedback: clips.flatMap(({ row, ratings }) =>
        ratings.map((rating) => ({ ...rating, id: newId(), clipId: row.id })),
      ),
    },
  };
}

/** A person should not find out in a year. */
function missingNotes({ missing }: CopyManifest): Note[] {
  if (missing.length === 0) return [];
  const names = missing.slice(0, NAMED).map(({ name }) => name.split('/').at(-1));
  const more = missing.length > NAMED ? ` … (${missing.length})` : '';
  return [{ code: 'incomplete_copy', text: `Missing when this copy was made: ${names.join(', ')}${more}` }];
}
const NAMED = 5;

/** The only part of a name of the ZIP that becomes part of a path. */
function safeName(name: string): string {
  const last = name.split('/').at(-1) ?? '';
  if (!/^[a-z0-9][a-z0-9_-]{0,60}(\.[a-z0-9]{1,10}){0,2}$/i.test(last)) {
    throw new AppError('import_unreadable', { cause: new Error('an unusable name') });
  }
  return last;
}
