/** How far a work of known length is, and how long it takes yet, by its own pace. */
export interface Pace {
  /** @param amount done in this run, in the unit of the total */
  add(amount: number): void;
  percent(): number;
  /** Milliseconds; null until there is a pace. */
  etaMs(): number | null;
}

/** @param kept what an earlier attempt did: it counts as done, but tells nothing about the pace. */
export function createPace(total: number, kept: number, now: () => number = Date.now): Pace {
  const startedAt = now();
  let done = 0;
  let lastAt = startedAt;
  return {
    add(amount) {
      done += amount;
      lastAt = now();
    },
    percent: () => (total > 0 ? Math.min(100, ((kept + done) / total) * 100) : 100),
    etaMs() {
      if (done <= 0) return null;
      const perUnit = (lastAt - startedAt) / done;
      return Math.max(0, Math.round(perUnit * (total - kept - done) - (now() - lastAt)));
    },
  };
}
