import { type Framed, type Framing, stripMoments } from '#lib/shared/framing.ts';
import { type FramingPlan, windowsAt } from './framing-plan.ts';

/** What is told of a render's framing: its windows at the moments of the strip. */
export function framedOf(plan: FramingPlan, choice: Framing, durationMs: number): Framed {
  const { source, perSecond, note } = plan;
  const share = (value: number) => Math.round(value * 10_000) / 10_000;
  const samples = stripMoments(durationMs).map((atMs) => ({
    atMs,
    windows: windowsAt(plan, Math.floor((atMs / 1000) * perSecond)).map(({ x, y, width, height }) => ({
      x: share(x / source.width),
      y: share(y / source.height),
      width: share(width / source.width),
      height: share(height / source.height),
    })),
  }));
  return { choice, note, samples };
}
