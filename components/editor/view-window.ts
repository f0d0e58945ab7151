import type { Stretch } from '#lib/shared/clip-edit.ts';

/** So much around the clip can be seen, at least. */
const AROUND_MS = 5000;
/** An end that comes closer to the edge of what is seen moves the view. */
const NEAR_MS = 1200;

/** What the waveform shows of the episode: the clip, and some seconds around it. */
export function viewFor({ startMs, endMs }: Stretch, durationMs: number): Stretch {
  const around = Math.max(AROUND_MS, (endMs - startMs) * 0.15);
  return {
    startMs: Math.max(0, Math.round(startMs - around)),
    endMs: Math.round(durationMs > 0 ? Math.min(durationMs, endMs + around) : endMs + around),
  };
}

/** True while the clip is well placed in a view: it need not move under the hand. */
export function isInView(view: Stretch, { startMs, endMs }: Stretch, durationMs: number): boolean {
  const span = view.endMs - view.startMs;
  const left = view.startMs <= 0 ? startMs >= 0 : startMs - view.startMs >= NEAR_MS;
  const right = durationMs > 0 && view.endMs >= durationMs ? endMs <= view.endMs : view.endMs - endMs >= NEAR_MS;
  return left && right && (endMs - startMs) / span > 0.3;
}
