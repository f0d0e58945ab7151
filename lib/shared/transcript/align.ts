/**
 * Which items of two long lists are the same, in order: the rare common runs
 * first (as patience diff does), what lies between them by dynamic programming.
 * Memory stays linear in the lists; only a stretch that has nothing in common
 * with the other side costs its product, and that is bounded.
 */

/** Two stretches of at most this product are compared item by item. */
const MOST_CELLS = 4_000_000;
const MOST_ALIKE_CELLS = 20_000;
const NOT_ALIKE: Likeness = () => 0;
/** Runs of so many items that occur once on both sides hold on to each other; longer ones first. */
const RUNS = [4, 2, 1] as const;

/** How alike two items are: 0 not at all, 1 the same. Only called for items that differ. */
export type Likeness = (left: string, right: string) => number;

/**
 * @returns for each of `right` the index of its partner in `left`, or -1; partners are in order.
 */
export function alignTexts(
  left: readonly string[],
  right: readonly string[],
  likeness: Likeness = NOT_ALIKE,
): Int32Array {
  const partners = new Int32Array(right.length).fill(-1);
  const stretches = [{ from: 0, to: left.length, start: 0, end: right.length, level: 0 }];
  for (let stretch = stretches.pop(); stretch; stretch = stretches.pop()) {
    let { from, to, start, end } = stretch;
    while (from < to && start < end && left[from] === right[start]) partners[start++] = from++;
    while (from < to && start < end && left[to - 1] === right[end - 1]) partners[--end] = --to;
    if (from === to || start === end) continue;
    const run = RUNS[stretch.level];
    if (run === undefined) {
      compare({ left, right, from, to, start, end, likeness }, partners);
      continue;
    }
    let [a, b] = [from, start];
    for (const [x, y] of commonRuns({ left, right, from, to, start, end }, run)) {
      if (x < a || y < b) continue;
      stretches.push({ from: a, to: x, start: b, end: y, level: stretch.level + 1 });
      for (let step = 0; step < run; step += 1) partners[y + step] = x + step;
      [a, b] = [x + run, y + run];
    }
    stretches.push({ from: a, to, start: b, end, level: stretch.level + 1 });
  }
  return partners;
}

interface Stretch {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** Places of runs that occur exactly once on both sides, the longest series that rises on both. */
function commonRuns({ left, right, from, to, start, end }: Stretch, length: number): [number, number][] {
  const ours = onceIn(left, from, to, length);
  const theirs = onceIn(right, start, end, length);
  const pairs: [number, number][] = [];
  for (const [key, x] of ours) {
    const y = theirs.get(key);
    if (x >= 0 && y !== undefined && y >= 0) pairs.push([x, y]);
  }
  return rising(pairs.sort((one, two) => one[0] - two[0]));
}

function onceIn(items: readonly string[], from: number, to: number, length: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let at = from; at + length <= to; at += 1) {
    let key = items[at] ?? '';
    for (let step = 1; step < length; step += 1) key += ` ${items[at + step]}`;
    places.set(key, places.has(key) ? -1 : at);
  }
  return places;
}

/** The longest series of pairs whose second numbers rise too (patience sorting). */
function rising(pairs: readonly [number, number][]): [number, number][] {
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, y], index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < y) low = middle + 1;
      else high = middle;
    }
    before[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  });
  const series: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair) series.push(pair);
  }
  return series.reverse();
}

/** The pairing with the most in common; a stretch that is too large is cut along its diagonal first. */
function compare(stretch: Stretch & { likeness: Likeness }, partners: Int32Array): void {
  const { left, right, from, to, start, end, likeness } = stretch;
  const rows = to - from;
  const columns = end - start;
  if (rows * columns > MOST_CELLS) {
    const parts = Math.ceil(Math.sqrt((rows * columns) / MOST_CELLS));
    for (let part = 0; part < parts; part += 1) {
      const cut = (size: number, number: number) => Math.floor((size * number) / parts);
      compare(
        {
          ...{ left, right, likeness },
          ...{ from: from + cut(rows, part), to: from + cut(rows, part + 1) },
          ...{ start: start + cut(columns, part), end: start + cut(columns, part + 1) },
        },
        partners,
      );
    }
    return;
  }
  // Looking at letters is for the short stretches of misheard words, not for a text of something else.
  const alike = rows * columns <= MOST_ALIKE_CELLS ? likeness : NOT_ALIKE;
  const width = columns + 1;
  const best = new Float32Array((rows + 1) * width);
  const worth = (row: number, column: number) => {
    const [one, two] = [left[from + row] ?? '', right[start + column] ?? ''];
    return one === two ? 1 : alike(one, two) * 0.9;
  };
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const skip = Math.max(best[(row + 1) * width + column] ?? 0, best[row * width + column + 1] ?? 0);
      const pair = worth(row, column);
      const taken = pair > 0 ? pair + (best[(row + 1) * width + column + 1] ?? 0) : 0;
      best[row * width + column] = Math.max(skip, taken);
    }
  }
  let [row, column] = [0, 0];
  while (row < rows && column < columns) {
    const here = best[row * width + column] ?? 0;
    const pair = worth(row, column);
    if (pair > 0 && Math.abs(here - pair - (best[(row + 1) * width + column + 1] ?? 0)) < 1e-4) {
      partners[start + column++] = from + row++;
    } else if (here - (best[(row + 1) * width + column] ?? 0) < 1e-4) row += 1;
    else column += 1;
  }
}
