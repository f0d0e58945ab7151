import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveRows, listSettledEpisodes } from '#db/repositories/archive.ts';
import { findAsset, listAssets } from '#db/repositories/assets.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import type { EpisodeRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { AppError, hasErrno } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { AUDIO_CLOCK_FILTER, mediaTimeoutMs, runFfmpeg, userInput } from '#lib/server/media/ffmpeg.ts';
import { listenThrough } from '#lib/server/media/listen-through.ts';
import { mediaInfoSchema } from '#lib/server/media/media-info.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { assetPath, paths } from '#lib/server/paths.ts';
import { archiveBytesOf } from '#lib/server/storage/expected-bytes.ts';
import { moveFileDurably } from '#lib/server/storage/move-file.ts';
import { reserveForJob } from '#lib/server/storage/room.ts';
import { sha256OfFile } from '#lib/server/storage/sha256.ts';
import { newId } from '#lib/shared/ids.ts';
import { archivePayloadSchema } from '#lib/shared/job-options.ts';
import type { JobContext, JobHandler } from '../registry.ts';
import { inStage } from '../stages.ts';

/** Each attempt has a name of its own: one that was taken for dead and wakes up never touches another's sound. */
const soundName = (id: string) => `archive-${id}.m4a`;
/** How much shorter or longer the small sound may be. */
const TOLERANCE_MS = 1000;
const TOLERANCE_SHARE = 0.002;

/**
 * Makes an episode small: its source becomes a sound of 64 kbit/s, and goes only once that was heard to its end and
 * stands in its place. Transcript, clips and renders stay.
 */
export const archiveHandler: JobHandler = async (context) => {
  const { env, db, job, logger } = context;
  const { episodeId, untouchedSince } = archivePayloadSchema.parse(job.payload);
  const episode = await getEpisode(db, episodeId);
  if (!episode) throw new AppError('episode_not_found');
  const [source] = await listAssets(db, episodeId, 'source');
  if (!source) {
    // A crash came after the rows and before the file went.
    if (episode.archivedAt === null) throw new AppError('asset_not_found');
    await removeSources(context, episodeId);
    return { effects: () => [] };
  }
  if (untouchedSince !== undefined && !(await isUntouched(db, episodeId, untouchedSince))) return left(context);
  const soundId = newId();
  const path = join(context.workDir, soundName(soundId));
  await inStage('encode', () => encode(context, episode, assetPath(env, source), path));
  const sound = {
    ...({ id: soundId, episodeId, kind: 'archive', root: 'uploads', mimeType: 'audio/mp4' } as const),
    ...{ path: `${episodeId}/${soundName(soundId)}`, sizeBytes: (await stat(path)).size },
    ...{ sha256: await sha256OfFile(path), createdAt: Date.now() },
  };
  await context.kept();
  await mkdir(paths.episodeDir(env, episodeId), { recursive: true });
  await moveFileDurably(path, assetPath(env, sound));
  if (!(await archiveRows(db, sound, Date.now(), untouchedSince))) {
    await rm(assetPath(env, sound), { force: true });
    if (untouchedSince !== undefined) return left(context);
    throw new AppError('episode_busy');
  }
  await removeSources(context, episodeId);
  logger.info({ episodeId, wasBytes: source.sizeBytes, sizeBytes: sound.sizeBytes }, 'episode archived');
  return { effects: () => [] };
};

/** A rule takes nothing that somebody came back to while the job waited. */
async function isUntouched(db: Database, episodeId: string, since: number): Promise<boolean> {
  return (await listSettledEpisodes(db, since, false)).some((episode) => episode.id === episodeId);
}

function left({ logger, job }: JobContext): { effects: () => [] } {
  logger.info({ jobId: job.id }, 'somebody came back to the episode: its source stays');
  return { effects: () => [] };
}

async function encode(context: JobContext, episode: EpisodeRow, from: string, to: string): Promise<void> {
  const { env, db, job, signal, cpu, progress } = context;
  const info = mediaInfoSchema.parse(episode.media);
  if (!info.audio) throw new AppError('media_no_audio');
  const durationMs = episode.durationMs ?? info.durationMs;
  await reserveForJob(db, env, { id: job.id, episodeId: episode.id }, archiveBytesOf(durationMs));
  const share = await cpu.take(1, signal);
  const tell = (fromPercent: number, share_: number) => (doneMs: number) =>
    progress({
      percent: durationMs > 0 ? fromPercent + Math.min(1, doneMs / durationMs) * share_ : null,
      message: 'Archiving',
    });
  try {
    await runFfmpeg({
      ...{ env, signal, timeoutMs: mediaTimeoutMs(durationMs), onProgress: tell(0, 70) },
      args: [
        ...['-v', 'error', ...userInput(from, info.format)],
        ...['-map', `0:${info.audio.index}`, '-vn', '-sn', '-dn', '-map_metadata', '-1', '-af', AUDIO_CLOCK_FILTER],
        ...['-ac', '1', '-ar', '44100', '-c:a', 'aac', '-b:a', '64k', '-threads', '1'],
        ...['-movflags', '+faststart', '-f', 'ipod', `file:${to}`],
      ],
    });
    await check(env, to, durationMs, signal, tell(70, 30));
  } finally {
    share.release();
  }
}

/** Heard to its end: a file that cannot be, or is shorter than the source, would be found too late. */
async function check(
  env: Env,
  path: string,
  durationMs: number,
  signal: AbortSignal,
  onProgress: (doneMs: number) => void,
): Promise<void> {
  const info = await probeMedia(env, path, signal);
  const { decodedMs } = await listenThrough({ env, path, info, signal, onProgress });
  const off = Math.abs(decodedMs - durationMs);
  if (off > TOLERANCE_MS + durationMs * TOLERANCE_SHARE) {
    throw new AppError('render_check_failed', {
      cause: new Error(`archive: ${decodedMs} ms instead of ${durationMs}`),
    });
  }
}

/** Only what an upload put there (the sound and the cover have other names), and not what was given again meanwhile. */
async function removeSources({ env, db }: JobContext, episodeId: string): Promise<void> {
  const folder = paths.episodeDir(env, episodeId);
  try {
    for (const name of await readdir(folder)) {
      if (!/^source\.[a-z0-9]+$/.test(name)) continue;
      if ((await findAsset(db, 'uploads', `${episodeId}/${name}`)) === null)
        await rm(join(folder, name), { force: true });
    }
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error;
  }
}
