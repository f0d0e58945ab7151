import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deleteAssets, insertAssetStatement, listAssets } from '#db/repositories/assets.ts';
import { getEpisode, updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { findShow } from '#db/repositories/shows.ts';
import type { AssetInsert, EpisodeRow } from '#db/rows.ts';
import { AppError } from '#lib/server/app-error.ts';
import { extractArtwork } from '#lib/server/media/artwork.ts';
import { listenThrough, settleDuration } from '#lib/server/media/listen-through.ts';
import type { MediaInfo } from '#lib/server/media/media-info.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { encodeWaveform } from '#lib/server/media/waveform-file.ts';
import { assetPath, paths } from '#lib/server/paths.ts';
import type { ErrorCode } from '#lib/shared/error-codes.ts';
import { newId } from '#lib/shared/ids.ts';
import { formatTimecode } from '#lib/shared/time.ts';
import type { Note } from '#lib/shared/transcript.ts';
import type { JobContext, JobHandler } from '../registry.ts';
import { type PublishedFile, partialPath, prepareFolder, publishData, publishFile } from '../render/publish.ts';
import { inStage } from '../stages.ts';

/** The file itself is the reason: it is of no use to anyone, so it is not kept. */
const BAD_FILE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'empty_file',
  'unsupported_content',
  'media_unreadable',
  'media_no_audio',
  'media_no_index',
  'media_too_long',
  'media_too_complex',
]);

/** The worker was killed after it had deleted such a file, and before it could say why. */
const GONE = 'The file could not be used and is not here any more: upload it again';

/**
 * Finds out what a source holds: its true length, its picture, its cover and
 * its waveform; then queues the transcription, unless it ends here. A file that cannot be used is
 * deleted, and the episode's row says why.
 */
export const probeHandler: JobHandler = async (context) => {
  const { env, db, job } = context;
  const { episodeId } = job;
  const episode = episodeId === null ? null : await getEpisode(db, episodeId);
  if (!episode) throw new AppError('episode_not_found');
  const [source] = await listAssets(db, episode.id, 'source');
  if (!source) throw new AppError('media_unreadable', { detail: GONE });
  const path = assetPath(env, source);
  try {
    return await examine(context, episode, path);
  } catch (error) {
    if (error instanceof AppError && BAD_FILE.has(error.code)) await discard(context, episode.id, path);
    throw error;
  }
};

async function examine(context: JobContext, episode: EpisodeRow, path: string) {
  const { env, db, job, options, signal, cpu, progress } = context;
  progress({ percent: 0, message: 'Looking at the file' });
  const claimed = await probeMedia(env, path, signal);
  // Whoever listens meanwhile holds the processor for up to a minute; it would look as if this one hung.
  if (cpu.free < 1) progress({ percent: 0, message: 'Waiting for its turn' });
  const share = await cpu.take(1, signal);
  // A show that is known: its names are told to the speech engine.
  const show = episode.show === null && claimed.tags.album ? await findShow(db, claimed.tags.album.trim()) : null;
  const ends = options.stopAfter === 'probe';
  try {
    const { decodedMs, peaks, sound, waveform } = await inStage('decode', () =>
      listenThrough({
        ...{ env, path, info: claimed, signal },
        onProgress: (doneMs) => progress(howFar(doneMs, claimed)),
      }),
    );
    const { info, notes } = settleDuration(claimed, decodedMs);
    const assets = [
      await publish(context, episode.id, 'peaks', JSON.stringify({ durationMs: info.durationMs, peaks })),
      await publish(context, episode.id, 'sound', JSON.stringify(sound)),
      await publish(context, episode.id, 'waveform', encodeWaveform(waveform)),
      ...(await publishArtwork(context, episode.id, path, info)),
    ];
    return {
      effects: (tx: Parameters<typeof insertAssetStatement>[0]) => [
        updateEpisodeStatement(tx, episode.id, {
          durationMs: info.durationMs,
          hasVideo: info.video !== null,
          media: info,
          notes: mergeNotes(episode.notes, notes),
          ...titleOf(episode, info),
          ...(show && { show: show.name }),
          ...(ends && { state: 'ready' }),
        }),
        ...assets.map((asset) => insertAssetStatement(tx, asset)),
        ...(ends
          ? []
          : [
              enqueueJobStatement(tx, {
                kind: 'transcribe',
                episodeId: episode.id,
                parentId: job.id,
                payload: options,
              }),
            ]),
      ],
    };
  } finally {
    share.release();
  }
}

function howFar(doneMs: number, { durationMs }: MediaInfo) {
  const percent = durationMs > 0 ? Math.min(99, (doneMs / durationMs) * 100) : null;
  const of = durationMs > 0 ? ` of ${formatTimecode(durationMs)}` : '';
  return { percent, message: `Looking at the file: ${formatTimecode(doneMs)}${of}` };
}

/** The title in the file's tags is the podcaster's own; it counts until the episode has been looked at once. */
function titleOf(episode: EpisodeRow, info: MediaInfo): { title?: string } {
  return episode.media === null && info.tags.title !== null ? { title: info.tags.title } : {};
}

function mergeNotes(existing: readonly Note[], found: readonly Note[]): Note[] {
  return [...existing.filter((note) => note.code !== 'truncated_input'), ...found];
}

/** Type of a file, by the ending of its name. */
const TYPES = { json: 'application/json', bin: 'application/octet-stream' } as const;
/** `peaks.json` for the cover, `waveform.bin` for looking closer, `sound.json` for what is heard in clips. */
const ENDINGS = { peaks: 'json', sound: 'json', waveform: 'bin' } as const;

async function publish(
  { env }: JobContext,
  episodeId: string,
  kind: keyof typeof ENDINGS,
  data: string | Uint8Array,
): Promise<AssetInsert> {
  const folder = paths.transcriptDir(env, episodeId);
  await prepareFolder(folder);
  const name = `${kind}.${ENDINGS[kind]}`;
  const file = await publishData(join(folder, name), data);
  return assetOf(episodeId, kind, 'transcripts', `${episodeId}/${name}`, TYPES[ENDINGS[kind]], file);
}

async function publishArtwork(
  { env, logger, signal }: JobContext,
  episodeId: string,
  path: string,
  info: MediaInfo,
): Promise<AssetInsert[]> {
  if (info.artwork === null) return [];
  const finalPath = join(paths.episodeDir(env, episodeId), 'artwork.jpg');
  const partial = partialPath(finalPath);
  try {
    if (!(await extractArtwork({ env, path, info, outPath: partial, signal }))) {
      logger.warn('the cover could not be read; the episode goes without');
      return [];
    }
    const file = await publishFile(partial, finalPath);
    return [assetOf(episodeId, 'artwork', 'uploads', `${episodeId}/artwork.jpg`, 'image/jpeg', file)];
  } finally {
    await rm(partial, { force: true });
  }
}

function assetOf(
  episodeId: string,
  kind: AssetInsert['kind'],
  root: AssetInsert['root'],
  path: string,
  mimeType: string,
  file: PublishedFile,
): AssetInsert {
  const { sizeBytes, sha256 } = file;
  return { id: newId(), episodeId, kind, root, path, mimeType, sizeBytes, sha256, createdAt: Date.now() };
}

/** Rows first: a file without a row is swept, a row without its file would be a fault. */
async function discard({ env, db, kept }: JobContext, episodeId: string, path: string): Promise<void> {
  await kept(); // only while the job is ours
  const rows = await deleteAssets(db, episodeId);
  for (const row of rows) await rm(assetPath(env, row), { force: true });
  await rm(path, { force: true });
}
