import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { readEpisodeRows } from '#db/repositories/episode-copy.ts';
import type { AssetRow, EpisodeRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { AppError, hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import type { ZipEntry } from '../exports/zip.ts';
import { assetPath } from '../paths.ts';
import { sha256OfFile } from '../storage/sha256.ts';
import { VERSION } from '../version.ts';
import {
  COPY_VERSION,
  type CopyManifest,
  type EpisodeCopy,
  episodeCopySchema,
  MANIFEST_NAME,
  ROWS_NAME,
} from './schema.ts';

interface CopiedFile {
  readonly asset: AssetRow;
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * An episode as files of a ZIP: its files, its rows as JSON, and a manifest with the checksum of each. Files that are
 * gone are left out.
 */
export async function episodeCopyEntries(db: Database, env: Env, episode: EpisodeRow): Promise<ZipEntry[]> {
  const rows = await readEpisodeRows(db, episode.id);
  const files: CopiedFile[] = [];
  for (const asset of rows.assets) {
    const file = await copiedFile(env, episode.id, asset);
    if (file) files.push(file);
  }
  const text = JSON.stringify(copyOf(episode, rows, files));
  const manifest: CopyManifest = {
    format: 'podpromo-episode',
    version: COPY_VERSION,
    release: VERSION,
    exportedAt: Date.now(),
    files: [
      { name: ROWS_NAME, sizeBytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') },
      ...files.map(({ name, sizeBytes, sha256 }) => ({ name, sizeBytes, sha256 })),
    ],
  };
  const modifiedAt = new Date();
  return [
    { name: MANIFEST_NAME, modifiedAt, content: { text: JSON.stringify(manifest, null, 1) } },
    { name: ROWS_NAME, modifiedAt, content: { text } },
    ...files.map(({ asset, path, name, sizeBytes }) => ({
      name,
      modifiedAt: new Date(asset.createdAt),
      content: { path, sizeBytes },
    })),
  ];
}

async function copiedFile(env: Env, episodeId: string, asset: AssetRow): Promise<CopiedFile | null> {
  if (!asset.path.startsWith(`${episodeId}/`)) return null;
  const path = assetPath(env, asset);
  try {
    const { size: sizeBytes } = await stat(path);
    // The stored sum, where there is one: a file that went bad on the disk is found by whoever imports it.
    const sha256 = asset.sha256 ?? (await sha256OfFile(path));
    return { asset, path, name: `files/${asset.root}/${asset.path.slice(episodeId.length + 1)}`, sizeBytes, sha256 };
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

type Rows = Awaited<ReturnType<typeof readEpisodeRows>>;

function copyOf(episode: EpisodeRow, rows: Rows, files: readonly CopiedFile[]): EpisodeCopy {
  const renderOf = new Map(
    rows.renders.flatMap((render) =>
      [render.videoAssetId, render.srtAssetId, render.vttAssetId, render.posterAssetId].map(
        (assetId) => [assetId, render.id] as const,
      ),
    ),
  );
  const parsed = episodeCopySchema.safeParse({
    version: COPY_VERSION,
    episode,
    assets: files.map(({ asset, name }) => ({ ...asset, file: name, renderId: renderOf.get(asset.id) ?? null })),
    transcripts: rows.transcripts.map((transcript) => ({
      ...transcript,
      segments: rows.segments.filter((segment) => segment.transcriptId === transcript.id),
    })),
    clips: rows.clips.map((clip) => ({
      ...clip,
      renders: rows.renders.filter((render) => render.clipId === clip.id),
      ratings: rows.feedback.filter((rating) => rating.clipId === clip.id),
    })),
  });
  if (parsed.success) return parsed.data;
  throw new AppError('internal', {
    cause: new Error(`rows of ${episode.id} cannot be exported`, { cause: parsed.error }),
  });
}
