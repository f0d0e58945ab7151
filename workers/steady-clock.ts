/** Clocks drift and answers take time; less than this is no jump. */
const TOLERANCE_MS = 5000;

/**
 * Tells when leases can be judged by the clock. After the clock jumped, the machine slept or the database was away, a
 * lease may look run out though its worker lives: it first gets time for a heartbeat.
 */
export class SteadyClock {
  readonly #holdOffMs: number;
  #last: { readonly now: number; readonly steadyMs: number } | null = null;
  #trustFromMs = Number.NEGATIVE_INFINITY;

  /** @param holdOffMs more than the time between two heartbeats. */
  constructor(holdOffMs: number) {
    this.#holdOffMs = holdOffMs;
  }

  /**
   * @param now the database's time, epoch milliseconds.
   * @param steadyMs a clock that nobody sets, milliseconds.
   * @param expectedMs the longest time that may lie between two calls.
   * @returns whether leases can be judged now.
   */
  trusts(now: number, steadyMs: number, expectedMs: number): boolean {
    if (this.#last) {
      const passedMs = steadyMs - this.#last.steadyMs;
      const jumpedMs = Math.abs(now - this.#last.now - passedMs);
      if (jumpedMs > TOLERANCE_MS || passedMs > expectedMs + TOLERANCE_MS) this.distrust(steadyMs);
    }
    this.#last = { now, steadyMs };
    return steadyMs >= this.#trustFromMs;
  }

  /** The database was away until now. */
  distrust(steadyMs: number): void {
    this.#trustFromMs = steadyMs + this.#holdOffMs;
  }
}
