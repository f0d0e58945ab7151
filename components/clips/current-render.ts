import type { ClipView, RenderView } from '#lib/shared/api/clips.ts';

const ORDER: Readonly<Record<RenderView['status'], number>> = {
  done: 0,
  running: 1,
  queued: 2,
  failed: 3,
  canceled: 4,
};

/** The render to show for a clip: a finished one before one that is on its way, before one that failed. */
export function currentRender(clip: Pick<ClipView, 'renders'>): RenderView | null {
  return clip.renders.toSorted((a, b) => ORDER[a.status] - ORDER[b.status])[0] ?? null;
}
