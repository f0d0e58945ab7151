/** The part of an episode that is looked at, in milliseconds. */
export interface WaveView {
  readonly fromMs: number;
  readonly toMs: number;
}

/** No closer than this: the finest values are 10 ms long. */
export const CLOSEST_MS = 5000;
/** A step of the zoom. */
export const ZOOM_STEP = 2.5;

/**
 * Closer (factor above 1) or farther, with what is at `aroundMs` staying in its place; in the middle where it was
 * not seen or the whole episode was. Null: the whole episode.
 */
export function zoomBy(view: WaveView | null, factor: number, aroundMs: number, durationMs: number): WaveView | null {
  const { fromMs, toMs } = view ?? { fromMs: 0, toMs: durationMs };
  const span = Math.max(CLOSEST_MS, (toMs - fromMs) / factor);
  if (span >= durationMs) return null;
  const inside = view !== null && aroundMs >= fromMs && aroundMs <= toMs;
  const share = inside ? (aroundMs - fromMs) / Math.max(1, toMs - fromMs) : 0.5;
  return contain({ fromMs: aroundMs - span * share, toMs: aroundMs + span * (1 - share) }, durationMs);
}

/** Earlier (below 0) or later by so many widths of the view. */
export function panBy(view: WaveView, widths: number, durationMs: number): WaveView {
  const by = (view.toMs - view.fromMs) * widths;
  return contain({ fromMs: view.fromMs + by, toMs: view.toMs + by }, durationMs);
}

/** The same view if it holds the position, else one of its width with the position near its beginning. */
export function follow(view: WaveView, positionMs: number, durationMs: number): WaveView {
  if (positionMs >= view.fromMs && positionMs <= view.toMs) return view;
  const span = view.toMs - view.fromMs;
  const fromMs = positionMs - span * 0.1;
  return contain({ fromMs, toMs: fromMs + span }, durationMs);
}

function contain({ fromMs, toMs }: WaveView, durationMs: number): WaveView {
  const span = toMs - fromMs;
  const start = Math.round(Math.min(Math.max(0, fromMs), Math.max(0, durationMs - span)));
  return { fromMs: start, toMs: Math.round(start + span) };
}
