import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { readEpisodeRows } from '#db/repositories/episode-copy.ts';
import type { AssetRow, EpisodeRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { AppError, hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import { missingEntries } from '../exports/missing-files.ts';
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
 * gone are named in the manifest and in a text for people.
 */
export async function episodeCopyEntries(
  db: Database,
  env: Env,
  episode: EpisodeRow,
): Promise<{ entries: ZipEntry[]; missing: number }> {
  const rows = await readEpisodeRows(db, episode.id);
  const files: CopiedFile[] = [];
  const missing: CopyManifest['missing'] = [];
  for (const asset of rows.assets) {
    const file = await copiedFile(env, episode.id, asset);
    if (file) files.push(file);
    else missing.push({ name: nameInCopy(episode.id, asset), kind: asset.kind, sizeBytes: asset.sizeBytes });
  }
  const modifiedAt = new Date();
  const texts = [
    { name: ROWS_NAME, modifiedAt, content: { text: JSON.stringify(copyOf(episode, rows, files)) } },
    ...missingEntries(missing.map(({ name }) => name)),
  ];
  const manifest: CopyManifest = {
    format: 'podpromo-episode',
    version: COPY_VERSION,
    release: VERSION,
    exportedAt: Date.now(),
    files: [
      ...texts.map(({ name, content: { text } }) => ({
        name,
        sizeBytes: Buffer.byteLength(text),
        sha256: createHash('sha256').update(text).digest('hex'),
      })),
      ...files.map(({ name, sizeBytes, sha256 }) => ({ name, sizeBytes, sha256 })),
    ],
    missing,
  };
  const entries = [
    { name: MANIFEST_NAME, modifiedAt, content: { text: JSON.stringify(manifest, null, 1) } },
    ...texts,
    ...files.map(({ asset, path, name, sizeBytes }) => ({
      name,
      modifiedAt: new Date(asset.createdAt),
      content: { path, sizeBytes },
    })),
  ];
  return { entries, missing: missing.length };
}

function nameInCopy(episodeId: string, { root, path }: AssetRow): string {
  return `files/${root}/${path.startsWith(`${episodeId}/`) ? path.slice(episodeId.length + 1) : path}`;
}

async function copiedFile(env: Env, episodeId: string, asset: AssetRow): Promise<CopiedFile | null> {
  if (!asset.path.startsWith(`${episodeId}/`)) return null;
  const path = assetPath(env, asset);
  try {
    const { size: sizeBytes } = await stat(path);
    // The stored sum, where there is one: a file that went bad on the disk is found by whoever imports it.
    const sha256 = asset.sha256 ?? (await sha256OfFile(path));
    return { asset, path, name: nameInCopy(episodeId, asset), sizeBytes, sha256 };
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
