import { join } from 'node:path';
import { insertAssetStatement, listAssets } from '#db/repositories/assets.ts';
import { brandFor } from '#db/repositories/brands.ts';
import { framingOf } from '#db/repositories/clip-framing.ts';
import { getClip } from '#db/repositories/clips.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { getRender, lookOf, settleRenderStatements, showsTextStatement } from '#db/repositories/renders.ts';
import { getTranscript } from '#db/repositories/transcripts.ts';
import type { AssetInsert, ClipRow } from '#db/rows.ts';
import { AppError } from '#lib/server/app-error.ts';
import { resolveLook } from '#lib/server/captions/render-look.ts';
import { showNameOf } from '#lib/server/captions/show-name.ts';
import { speakerNames } from '#lib/server/captions/speaker-names.ts';
import { turnsOf } from '#lib/server/captions/turns.ts';
import { mediaInfoSchema } from '#lib/server/media/media-info.ts';
import { assetPath, paths } from '#lib/server/paths.ts';
import { exists } from '#lib/server/storage/folder.ts';
import type { Shown } from '#lib/shared/clip-edit.ts';
import { AUTO_FRAMING, type Framing } from '#lib/shared/framing.ts';
import { newId } from '#lib/shared/ids.ts';
import { renderPayloadSchema } from '#lib/shared/job-options.ts';
import type { AssetKind, Tighten } from '#lib/shared/states.ts';
import type { JobContext, JobHandler } from '../registry.ts';
import { chooseEncoder } from '../render/choose-encoder.ts';
import { framedOf } from '../render/framing/framed.ts';
import type { PublishedFile } from '../render/publish.ts';
import { type RenderedClip, renderClip } from '../render/render-clip.ts';
import { inStage } from '../stages.ts';

const MAX_THREADS = 8;

/**
 * Renders one clip in one aspect: picture, captions, levelled sound, subtitle
 * files, poster. All are checked and in their place before the rows tell of them.
 */
export const renderHandler: JobHandler = async (context) => {
  const { env, db, job, logger, signal, cpu, seat, workDir, progress, kept } = context;
  const { renderId, tighten } = renderPayloadSchema.parse(job.payload);
  const readAt = Date.now();
  const render = await getRender(db, renderId);
  const clip = render && (await getClip(db, render.clipId));
  if (!render || !clip) throw new AppError('clip_not_found');
  const [episode, transcript] = await Promise.all([getEpisode(db, clip.episodeId), getTranscript(db, clip.episodeId)]);
  if (!episode) throw new AppError('episode_not_found');
  if (!transcript) throw new AppError('transcript_not_found');
  const [source] = await listAssets(db, episode.id, 'source');
  if (!source) throw new AppError(episode.archivedAt === null ? 'asset_not_found' : 'episode_archived');
  const info = mediaInfoSchema.parse(episode.media);
  const brand = await brandFor(db, episode.show ?? null);
  const framing = framingOf(clip) ?? AUTO_FRAMING;
  const turns = turnsOf(transcript.segments, clip.startMs);
  const level = render.tighten ?? tighten ?? 'off';

  // Half of the cores: two clips side by side are done sooner than one after the other, since not all of a render
  // can use more than one. Shapes of one clip that are made together use all.
  const alone = seat ? null : await cpu.take(Math.min(MAX_THREADS, Math.ceil(cpu.total / 2)), signal);
  try {
    const share =
      alone ??
      (await inStage('wait', async () =>
        seat?.share((all) => cpu.take(Math.min(MAX_THREADS, cpu.total), all), signal),
      ));
    progress({ percent: 0, message: 'Rendering' });
    const rendered = await renderClip({
      ...{ env, workDir, signal, aspect: render.aspect, words: transcript.words, threads: share?.threads ?? 1 },
      source: { path: assetPath(env, source), info, sha256: source.sha256 },
      artworkPath: await artworkPath(context, episode.id),
      clip: {
        startMs: clip.startMs,
        endMs: Math.min(clip.endMs, Math.ceil(info.durationMs)),
        title: clip.title,
        removed: clip.removed,
      },
      show: showNameOf(episode, info, clip.title),
      look: resolveLook(env, lookOf(render), brand),
      framing,
      tighten: level,
      language: transcript.language,
      turns,
      speaker: speakerNames(turns, clip.endMs - clip.startMs),
      looksDir: join(paths.clipsDir(env, episode.id), 'looks'),
      soundsDir: join(paths.clipsDir(env, episode.id), 'sounds'),
      outDir: join(paths.clipsDir(env, episode.id), renderId),
      encode: seat?.encode,
      beforePublish: kept,
      onProgress: (percent) => progress({ percent, message: 'Rendering' }),
    });
    const { loudness, durationMs, encoder } = rendered;
    const { note: encoderNote } = await chooseEncoder(env).catch((error: unknown) => ({ note: String(error) }));
    logger.info({ renderId, loudness, durationMs, encoder, encoderNote }, 'clip rendered');
    return {
      effects: (tx) => [
        ...publishRows(tx, episode.id, renderId, rendered, {
          framing,
          tighten: level,
          recordedMs: clip.endMs - clip.startMs,
          shown: shownOf(clip, rendered),
        }),
        showsTextStatement(tx, renderId, readAt),
      ],
    };
  } finally {
    alone?.release();
  }
};

/** What of the clip is in it, by which later changes are known. */
function shownOf({ startMs, endMs, removed, text, title }: ClipRow, rendered: RenderedClip): Shown {
  // An audiogram has the title in its picture.
  return { startMs, endMs, removed, text, title: rendered.framing === null ? title : null };
}

/** The cover's file; null where there is none (any more): a clip can be made without. */
async function artworkPath({ env, db }: JobContext, episodeId: string): Promise<string | null> {
  const [artwork] = await listAssets(db, episodeId, 'artwork');
  if (!artwork) return null;
  const path = assetPath(env, artwork);
  return (await exists(path)) ? path : null;
}

function publishRows(
  tx: Parameters<typeof insertAssetStatement>[0],
  episodeId: string,
  renderId: string,
  rendered: RenderedClip,
  made: { framing: Framing; tighten: Tighten; recordedMs: number; shown: Shown },
) {
  const asset = (kind: AssetKind, mimeType: string, name: string, file: PublishedFile): AssetInsert => ({
    id: newId(),
    episodeId,
    kind,
    root: 'clips',
    path: `${episodeId}/${renderId}/${name}`,
    mimeType,
    sizeBytes: file.sizeBytes,
    sha256: file.sha256,
    createdAt: Date.now(),
  });
  const video = asset('clip_video', 'video/mp4', 'clip.mp4', rendered.video);
  const srt = asset('clip_srt', 'application/x-subrip', 'clip.srt', rendered.srt);
  const vtt = asset('clip_vtt', 'text/vtt', 'clip.vtt', rendered.vtt);
  const poster = asset('clip_poster', 'image/jpeg', 'poster.jpg', rendered.poster);
  return [
    ...[video, srt, vtt, poster].map((row) => insertAssetStatement(tx, row)),
    ...settleRenderStatements(tx, episodeId, renderId, {
      status: 'done',
      durationMs: rendered.durationMs,
      tighten: made.tighten,
      shown: made.shown,
      framing: rendered.framing && framedOf(rendered.framing, made.framing, made.recordedMs),
      videoAssetId: video.id,
      srtAssetId: srt.id,
      vttAssetId: vtt.id,
      posterAssetId: poster.id,
      errorCode: null,
      errorMessage: null,
    }),
  ];
}
