import { cn } from './cn.ts';

interface ProgressBarProps {
  /** 0-100; null while there is no figure: the bar breathes. */
  percent: number | null;
  label: string;
  /** Sentence for screen readers instead of the bare percentage. */
  valueText?: string;
  quiet?: boolean;
  className?: string;
}

/** A thin bar. `quiet` draws it without the accent, for paused things and storage. */
export function ProgressBar({ percent, label, valueText, quiet = false, className }: ProgressBarProps) {
  const known = percent !== null;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={known ? Math.round(percent) : undefined}
      aria-valuetext={valueText}
      className={cn('h-1 overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={cn(
          'h-full rounded-full transition-[width] duration-180 ease-out',
          known ? (quiet ? 'bg-edge' : 'bg-accent') : 'w-full animate-breathe bg-bar',
        )}
        style={known ? { width: `${Math.min(100, Math.max(0, percent))}%` } : undefined}
      />
    </div>
  );
}
