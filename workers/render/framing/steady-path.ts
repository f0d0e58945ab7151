/** How a window is led along one axis. Shares of the picture; times in looks. */
export interface Leading {
  /** The window may be off by so much before it moves. */
  readonly tolerance: number;
  /** How far it may move from one look to the next. */
  readonly maxStep: number;
  /** Lowest and highest place of its middle. */
  readonly low: number;
  readonly high: number;
}

/**
 * Leads the middle of a window after a wish: it stands still as long as the wish
 * stays within the tolerance, and where it has to move it sets out early enough to
 * arrive without ever being faster than allowed. Null wishes are nobody's: the
 * window does what suits the others.
 */
export function steadyPath(wishes: readonly (number | null)[], leading: Leading): number[] {
  const { tolerance, maxStep, low, high } = leading;
  const known = fillGaps(wishes).map((wish) => Math.min(high, Math.max(low, wish)));
  const held = holds(known, tolerance);
  const bounded = bound(held, maxStep);
  return smooth(smooth(bounded, 2), 1);
}

/** What is not known is on the way from what was known before to what is known after. */
function fillGaps(wishes: readonly (number | null)[]): number[] {
  const known = wishes.flatMap((wish, at) => (wish === null ? [] : [{ wish, at }]));
  let next = 0;
  return wishes.map((wish, at) => {
    if (wish !== null) return wish;
    while (next < known.length && (known[next]?.at ?? 0) < at) next += 1;
    const before = known[next - 1];
    const after = known[next];
    if (!before || !after) return (before ?? after)?.wish ?? 0.5;
    return before.wish + ((after.wish - before.wish) * (at - before.at)) / (after.at - before.at);
  });
}

/** Stretches that one place serves, each as long as can be, at the middle of what is wished in them. */
function holds(wishes: readonly number[], tolerance: number): number[] {
  const result: number[] = [];
  let from = 0;
  while (from < wishes.length) {
    let lowest = wishes[from] ?? 0;
    let highest = lowest;
    let to = from + 1;
    for (; to < wishes.length; to += 1) {
      const wish = wishes[to] ?? 0;
      if (Math.max(highest, wish) - Math.min(lowest, wish) > 2 * tolerance) break;
      lowest = Math.min(lowest, wish);
      highest = Math.max(highest, wish);
    }
    result.push(...new Array<number>(to - from).fill((lowest + highest) / 2));
    from = to;
  }
  return result;
}

/** The nearest path that is never faster: halfway between the lowest one above and the highest one below. */
function bound(places: readonly number[], maxStep: number): number[] {
  const above = places.map((place, at) => lead(places, at, maxStep, place, Math.max));
  const below = places.map((place, at) => lead(places, at, maxStep, place, Math.min));
  return above.map((upper, at) => (upper + (below[at] ?? upper)) / 2);
}

function lead(
  places: readonly number[],
  at: number,
  maxStep: number,
  start: number,
  extreme: (a: number, b: number) => number,
): number {
  const sign = extreme === Math.max ? -1 : 1;
  // Places are shares: further away than this nothing can reach.
  const reach = Math.ceil(1 / maxStep);
  let result = start;
  for (let other = Math.max(0, at - reach); other < Math.min(places.length, at + reach + 1); other += 1) {
    result = extreme(result, (places[other] ?? 0) + sign * maxStep * Math.abs(other - at));
  }
  return result;
}

/** Means over neighbours: corners of the path become curves. Ends stay where they are led to. */
function smooth(places: readonly number[], reach: number): number[] {
  return places.map((_, at) => {
    let sum = 0;
    for (let offset = -reach; offset <= reach; offset += 1) {
      sum += places[Math.min(places.length - 1, Math.max(0, at + offset))] ?? 0;
    }
    return sum / (2 * reach + 1);
  });
}
