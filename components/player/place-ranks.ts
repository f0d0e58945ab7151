import type { ClipMark } from './clip-mark.ts';

const BADGE_PX = 20;

/** Where the ranks stand above the waveform, in pixels. Where two would touch, the better clip keeps its place. */
export function placeRanks<Mark extends Pick<ClipMark, 'rank' | 'startMs' | 'endMs'>>(
  clips: readonly Mark[],
  durationMs: number,
  widthPx: number,
): { clip: Mark; left: number }[] {
  if (widthPx <= 0 || durationMs <= 0) return [];
  const placed: { clip: Mark; left: number }[] = [];
  for (const clip of [...clips].sort((a, b) => a.rank - b.rank)) {
    const middle = ((clip.startMs + clip.endMs) / 2 / durationMs) * widthPx;
    const left = Math.min(widthPx - BADGE_PX / 2, Math.max(BADGE_PX / 2, middle));
    if (placed.every((other) => Math.abs(other.left - left) >= BADGE_PX)) placed.push({ clip, left });
  }
  return placed;
}
