'use client';

import { type Texts, useTexts } from '#lib/client/texts.tsx';

/** How the clip compares inside this episode; said in words, the bar repeats it for the eye. */
export function CompareBar({ percentile, rank }: { percentile: number; rank: number }) {
  const t = useTexts();
  return (
    <div className="flex items-center gap-2 text-12 text-muted">
      <span aria-hidden="true" className="h-1 min-w-8 max-w-24 flex-1 overflow-hidden rounded-full bg-line">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${Math.max(4, percentile * 100)}%` }} />
      </span>
      <span className="shrink-0">{comparison(t, percentile, rank)}</span>
    </div>
  );
}

/** How a clip compares inside its episode; never a claim about the world outside. */
export function comparison(t: Texts, percentile: number, rank: number): string {
  // A clip that was kept stands first although others may be better.
  if (rank === 1 && percentile > 0.99) return t('clips.best');
  const top = Math.max(1, Math.round((1 - percentile) * 100));
  return top > 50 ? t('clips.quiet') : t('clips.top', { n: top });
}
