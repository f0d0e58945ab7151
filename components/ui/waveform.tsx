import { cn } from './cn.ts';

/** A lit part, as shares 0-1 of the whole. */
export interface LitRange {
  from: number;
  to: number;
}

/** Loudness of each bar 0-1: the loudest value that falls into it, drawn so that quiet speech stays visible. */
export function resamplePeaks(peaks: readonly number[], bars: number): number[] {
  if (peaks.length === 0) return new Array<number>(bars).fill(0);
  const loudest = Math.max(...peaks, 0.01);
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / bars));
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += peaks[index] ?? 0;
    return (sum / (to - from) / loudest) ** 0.8;
  });
}

interface WaveformProps {
  peaks: readonly number[];
  bars: number;
  lit?: readonly LitRange[];
  /** Width of a bar in pixels. */
  thickness?: number;
  className?: string;
}

const HEIGHT = 100;

/** Rows of round bars, a few of them lit. Decoration: what it shows is said in words beside it. */
export function Waveform({ peaks, bars, lit = [], thickness = 2.4, className }: WaveformProps) {
  const values = resamplePeaks(peaks, bars);
  let dim = '';
  let light = '';
  values.forEach((value, bar) => {
    const half = Math.max(0.012, value * 0.46) * HEIGHT;
    const line = `M${bar + 0.5} ${(HEIGHT / 2 - half).toFixed(1)}V${(HEIGHT / 2 + half).toFixed(1)}`;
    const middle = (bar + 0.5) / bars;
    if (lit.some((range) => overlaps(range, middle, 0.5 / bars))) light += line;
    else dim += line;
  });
  const stroke = {
    vectorEffect: 'non-scaling-stroke',
    strokeWidth: thickness,
    strokeLinecap: 'round',
    fill: 'none',
  } as const;
  return (
    <svg
      viewBox={`0 0 ${bars} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={cn('block w-full', className)}
    >
      <path d={dim} className="stroke-bar" {...stroke} />
      <path d={light} className="stroke-accent" {...stroke} />
    </svg>
  );
}

/** A bar is lit where the range covers its middle; a range shorter than a bar lights the one it lies in. */
function overlaps(range: LitRange, middle: number, half: number): boolean {
  if (range.to - range.from < half * 2) {
    const centre = (range.from + range.to) / 2;
    return centre >= middle - half && centre < middle + half;
  }
  return range.from <= middle && range.to > middle;
}
