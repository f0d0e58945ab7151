const BARS = [
  { x: 1.5, height: 7, lit: false },
  { x: 6.5, height: 13, lit: false },
  { x: 11.5, height: 19, lit: true },
  { x: 16.5, height: 10, lit: true },
  { x: 21.5, height: 15, lit: false },
  { x: 26.5, height: 7, lit: false },
];

/** The motif: six bars, two of them lit. */
export function Bars({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 28 24" aria-hidden="true" className={className} fill="none" strokeWidth="3" strokeLinecap="round">
      {BARS.map(({ x, height, lit }) => (
        <path key={x} d={`M${x} ${12 - height / 2}v${height}`} className={lit ? 'stroke-accent' : 'stroke-text'} />
      ))}
    </svg>
  );
}

/** The name with its motif. */
export function Wordmark() {
  return (
    <span className="flex items-center gap-2.5 font-[650] text-16 tracking-[-0.02em]">
      <Bars className="h-6 w-7" />
      PodPromo
    </span>
  );
}
