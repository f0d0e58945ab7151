import type { MediaInfo, VideoInfo } from '#lib/server/media/media-info.ts';
import { userInput } from '#lib/server/media/user-input.ts';
import type { EditList } from '#lib/server/tighten/edit-list.ts';
import { outputRate } from './encoding.ts';
import type { FramingPlan } from './framing/framing-plan.ts';
import type { PictureSource } from './picture.ts';
import { videoGraph } from './video-graph.ts';

/** The source's own picture, framed. */
export function videoPicture(options: {
  sourcePath: string;
  info: MediaInfo;
  video: VideoInfo;
  startMs: number;
  durationMs: number;
  framing: FramingPlan;
  edits: EditList | null;
  threads: number;
}): PictureSource {
  const { sourcePath, info, video, startMs, durationMs, framing, edits, threads } = options;
  const rate = outputRate(video.fps);
  const film = ['-threads', String(threads), ...userInput(sourcePath, info.format, { startMs, durationMs })];
  return {
    ...{ rate, film, inputs: film },
    inputCount: 1,
    graph: videoGraph({ video, framing, edits, rate, durationMs }),
  };
}
