import { comparison } from '#components/texts.ts';

/** How the clip compares inside this episode; said in words, the bar repeats it for the eye. */
export function CompareBar({ percentile, rank }: { percentile: number; rank: number }) {
  return (
    <div className="flex items-center gap-2 text-12 text-muted">
      <span aria-hidden="true" className="h-1 min-w-8 max-w-24 flex-1 overflow-hidden rounded-full bg-line">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${Math.max(4, percentile * 100)}%` }} />
      </span>
      <span className="shrink-0">{comparison(percentile, rank)}</span>
    </div>
  );
}
