/** A moment that could become a clip. */
export interface Contender {
  readonly startMs: number;
  readonly endMs: number;
  readonly score: number;
}

export interface VarietyOptions<Item extends Contender> {
  readonly count: number;
  readonly durationMs: number;
  /** 0-1: how much two moments are about the same topic. */
  readonly similarity?: (a: Item, b: Item) => number;
  /** Never both. */
  readonly sameStory?: (a: Item, b: Item) => boolean;
}

/** What a moment loses, in standard deviations of the scores, right beside a chosen one and on its very topic. */
const NEAR = 0.12;
const ALIKE = 0.18;
/** Of the episode, at most: further apart than this counts as another part of it. */
const NEAR_SHARE = 0.06;
const NEAR_MS = 240_000;
/** No more contenders than these are looked at for each place; the scores of the rest are far behind. */
const LOOKED_AT = 400;

/**
 * Chooses the best moments without overlaps, each a little worse for every
 * chosen one nearby or on its topic, and none that tells the same story again.
 * Mild: it decides between near equals and never lifts a weak moment. The
 * earlier of equals first; the order of the answer is that of the scores.
 */
export function diversify<Item extends Contender>(contenders: readonly Item[], options: VarietyOptions<Item>): Item[] {
  const { count, durationMs, similarity, sameStory } = options;
  const byScore = [...contenders].sort((a, b) => b.score - a.score || a.startMs - b.startMs);
  const spread = deviation(byScore);
  const reachMs = Math.max(1, Math.min(NEAR_MS, durationMs * NEAR_SHARE));
  let open = byScore.map((item) => ({ item, loss: 0 }));
  const chosen: Item[] = [];
  while (chosen.length < count && open.length > 0) {
    let best = open[0];
    for (const candidate of open.slice(0, LOOKED_AT)) {
      if (best && candidate.item.score - candidate.loss > best.item.score - best.loss) best = candidate;
    }
    if (!best) break;
    const taken = best.item;
    chosen.push(taken);
    open = open.filter(({ item }) => item !== taken && (item.endMs <= taken.startMs || item.startMs >= taken.endMs));
    open = withoutRepeats(open, taken, sameStory);
    for (const candidate of open.slice(0, LOOKED_AT)) {
      const gapMs = Math.max(taken.startMs - candidate.item.endMs, candidate.item.startMs - taken.endMs);
      const near = Math.max(0, 1 - gapMs / reachMs);
      const alike = similarity ? Math.max(0, similarity(candidate.item, taken)) : 0;
      candidate.loss += spread * (NEAR * near + ALIKE * alike);
    }
  }
  return chosen.sort((a, b) => b.score - a.score || a.startMs - b.startMs);
}

function withoutRepeats<Item extends Contender>(
  open: { item: Item; loss: number }[],
  taken: Item,
  sameStory: VarietyOptions<Item>['sameStory'],
): { item: Item; loss: number }[] {
  if (!sameStory) return open;
  const [looked, rest] = [open.slice(0, LOOKED_AT), open.slice(LOOKED_AT)];
  return [...looked.filter(({ item }) => !sameStory(item, taken)), ...rest];
}

function deviation(items: readonly Contender[]): number {
  if (items.length === 0) return 0;
  const mean = items.reduce((sum, { score }) => sum + score, 0) / items.length;
  return Math.sqrt(items.reduce((sum, { score }) => sum + (score - mean) ** 2, 0) / items.length);
}
