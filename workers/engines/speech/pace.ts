/** How far a work is, and how long it takes yet, by its own pace. */
export interface Pace {
  /** @param amount done in this run, in the unit of the total */
  add(amount: number): void;
  /** More work came up than was known of. */
  grow(total: number): void;
  percent(): number;
  /** Milliseconds; null until there is a pace, and where it takes longer than by that pace. */
  etaMs(): number | null;
}

/** What is being worked on counts up to this share of what it will be: it is not done yet. */
const MOST_UNDERWAY = 0.9;
/** Of more steps than this, the first one alone tells nothing: it also took the start of the engine. */
const FEW_STEPS = 3;

/**
 * @param kept what an earlier attempt did: it counts as done, but tells nothing about the pace
 * @param step what is done in one go; between two of them time goes on
 */
export function createPace(given: { total: number; kept: number; step?: number }, now: () => number = Date.now): Pace {
  const startedAt = now();
  const { kept, step = 0 } = given;
  let { total } = given;
  let done = 0;
  let lastAt = startedAt;
  let first: { readonly at: number; readonly amount: number } | null = null;
  /** Without what came before the first result, once there is a second one. */
  const perUnit = () =>
    first && done > first.amount ? (lastAt - first.at) / (done - first.amount) : (lastAt - startedAt) / done;
  const isTelling = () => first !== null && (done > first.amount || total - kept <= step * FEW_STEPS || step === 0);
  const underway = () => (done > 0 && perUnit() > 0 ? Math.min(step * MOST_UNDERWAY, (now() - lastAt) / perUnit()) : 0);
  return {
    add(amount) {
      done += amount;
      lastAt = now();
      first ??= { at: lastAt, amount: done };
    },
    grow(more) {
      total = Math.max(total, more);
    },
    percent: () => (total > 0 ? Math.min(100, ((kept + done + underway()) / total) * 100) : 100),
    etaMs() {
      if (!isTelling()) return null;
      const leftMs = Math.round(perUnit() * (total - kept - done) - (now() - lastAt));
      // "Less than a minute left" would be said for as long as the last part takes.
      return leftMs >= 0 ? leftMs : null;
    },
  };
}
