/** A stretch of the episode that is played, in milliseconds. */
export interface Keep {
  readonly startMs: number;
  readonly endMs: number;
}

/** The moment of the finished clip at which a moment of the episode is heard; where it is left out, that of the cut. */
export function toClipMs(keeps: readonly Keep[], episodeMs: number): number {
  let before = 0;
  for (const { startMs, endMs } of keeps) {
    if (episodeMs < startMs) return before;
    if (episodeMs < endMs) return before + episodeMs - startMs;
    before += endMs - startMs;
  }
  return before;
}

/** Where playing goes on from a moment of the episode: there, or where the next kept stretch begins; null at the end. */
export function playedFrom(keeps: readonly Keep[], episodeMs: number): number | null {
  for (const { startMs, endMs } of keeps) if (episodeMs < endMs) return Math.max(startMs, episodeMs);
  return null;
}

/** What is left of a clip without these stretches, in order. */
export function keepsOf(clip: Keep, removed: readonly Keep[]): Keep[] {
  const keeps: Keep[] = [];
  let from = clip.startMs;
  for (const { startMs, endMs } of removed.toSorted((a, b) => a.startMs - b.startMs)) {
    if (startMs > from) keeps.push({ startMs: from, endMs: Math.min(startMs, clip.endMs) });
    from = Math.max(from, endMs);
  }
  if (from < clip.endMs) keeps.push({ startMs: from, endMs: clip.endMs });
  return keeps.filter((keep) => keep.endMs > keep.startMs);
}
