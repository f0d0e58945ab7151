import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listAssets } from '#db/repositories/assets.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { STRIP_FRAMES } from '#lib/shared/framing.ts';
import { AppError, hasErrno } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import type { ServedFile } from '../../file-response.ts';
import { toStandardColor } from '../../media/color.ts';
import { mediaTimeoutMs, runFfmpeg } from '../../media/ffmpeg.ts';
import { type MediaInfo, mediaInfoSchema, type VideoInfo } from '../../media/media-info.ts';
import { userInput } from '../../media/user-input.ts';
import { assetPath, paths } from '../../paths.ts';
import { exists } from '../../storage/folder.ts';
import { requireClip } from './clips.ts';

/** Height of a picture of the strip. */
const FRAME_HEIGHT = 270;
/** Strips that are being made: two pages that ask at once get the same. */
const making = new Map<string, Promise<void>>();

interface StripSource {
  readonly path: string;
  readonly info: MediaInfo;
  readonly video: VideoInfo;
  readonly startMs: number;
  readonly durationMs: number;
}

/**
 * Pictures of a clip's source side by side, at the moments of `stripMoments`, as one JPEG. Made when first asked for.
 *
 * @throws AppError `clip_not_found`; `asset_not_found` where the source has no picture (any more)
 */
export async function clipFrames(context: AppContext, clipId: string): Promise<ServedFile> {
  const db = await context.database();
  const clip = await requireClip(db, clipId);
  const [episode, [asset]] = await Promise.all([
    getEpisode(db, clip.episodeId),
    listAssets(db, clip.episodeId, 'source'),
  ]);
  const info = mediaInfoSchema.safeParse(episode?.media);
  const video = info.success ? info.data.video : null;
  if (!asset || !info.success || !video) throw new AppError('asset_not_found');
  const folder = join(paths.clipsDir(context.env, clip.episodeId), 'looks');
  const path = join(folder, `strip-${asset.id}-${clip.startMs}-${clip.endMs}.jpg`);
  if (!(await exists(path))) {
    const source: StripSource = {
      ...{ path: assetPath(context.env, asset), info: info.data, video },
      ...{ startMs: clip.startMs, durationMs: clip.endMs - clip.startMs },
    };
    const running = making.get(path) ?? makeStrip(context, source, folder, path).finally(() => making.delete(path));
    making.set(path, running);
    await running;
  }
  return { path, mimeType: 'image/jpeg', saveAs: null };
}

async function makeStrip(context: AppContext, source: StripSource, folder: string, path: string): Promise<void> {
  const { info, video, startMs, durationMs } = source;
  const width = Math.max(2, Math.round((FRAME_HEIGHT * video.width) / video.height / 2) * 2);
  const everyMs = durationMs / STRIP_FRAMES;
  const rate = (1000 / everyMs).toFixed(6);
  const partial = `${path}.${randomBytes(4).toString('hex')}.partial`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await runFfmpeg({
      env: context.env,
      signal: new AbortController().signal,
      timeoutMs: mediaTimeoutMs(durationMs),
      args: [
        ...['-v', 'error', '-threads', '1', '-skip_frame', 'noref', '-skip_loop_filter', 'all'],
        ...userInput(source.path, info.format, { startMs, durationMs }),
        '-filter_complex',
        [
          // The middle of each stretch: half of one is cut off before.
          `[0:${video.index}]fps=10:start_time=0,trim=start=${(everyMs / 2000).toFixed(3)},setpts=PTS-STARTPTS`,
          `tpad=stop_mode=clone:stop_duration=${(durationMs / 1000).toFixed(3)},fps=${rate}:round=down:start_time=0`,
          toStandardColor(video),
          `scale=${width}:${FRAME_HEIGHT}:out_range=pc,setsar=1,format=yuvj420p,tile=${STRIP_FRAMES}x1[strip]`,
        ].join(','),
        ...['-map', '[strip]', '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '4', '-f', 'image2', '-update', '1'],
        `file:${partial}`,
      ],
    });
    await rename(partial, path);
  } catch (error) {
    throw hasErrno(error, 'ENOENT') ? new AppError('asset_not_found', { cause: error }) : error;
  } finally {
    await rm(partial, { force: true });
  }
}
