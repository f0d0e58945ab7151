/** Samples nearer than this say little. */
const SAMPLE_MS = 250;
/** How far back the average remembers. */
const MEMORY_MS = 5_000;

export interface Speed {
  /** Bytes sent so far, at this time (milliseconds). */
  add(sentBytes: number, now: number): void;
  /** After a pause or a lost line: the time in between does not count. */
  reset(): void;
  /** Bytes a second; null while unknown. */
  bytesPerSecond(): number | null;
}

/** A moving average that follows the line without jumping. */
export function createSpeed(): Speed {
  let last: { sentBytes: number; at: number } | null = null;
  let average: number | null = null;
  return {
    add(sentBytes, now) {
      if (!last || sentBytes < last.sentBytes) {
        last = { sentBytes, at: now };
        return;
      }
      const elapsedMs = now - last.at;
      if (elapsedMs < SAMPLE_MS) return;
      const current = ((sentBytes - last.sentBytes) * 1000) / elapsedMs;
      const weight = 1 - Math.exp(-elapsedMs / MEMORY_MS);
      average = average === null ? current : average + (current - average) * weight;
      last = { sentBytes, at: now };
    },
    reset() {
      last = null;
      average = null;
    },
    bytesPerSecond: () => average,
  };
}
