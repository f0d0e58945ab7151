import type { VideoInfo } from './media-info.ts';

/** Whether the picture reaches into the clip: one that ended before it is treated as sound alone. */
export function hasPicture(video: VideoInfo | null, startMs: number, endMs: number): video is VideoInfo {
  if (!video) return false;
  const end = video.endMs ?? Number.POSITIVE_INFINITY;
  return Math.min(end, endMs) - Math.max(video.startMs, startMs) >= Math.min(500, (endMs - startMs) / 2);
}
