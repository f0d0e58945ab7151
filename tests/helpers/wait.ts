import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a condition holds; returns its first truthy value.
 *
 * @param condition looked at every `everyMs` (default 50)
 * @throws after `timeoutMs` (default 30,000: loaded machines are slow, and it only ends what hangs), naming `what` was waited for
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: { timeoutMs?: number; everyMs?: number; what?: string } = {},
): Promise<T> {
  const { timeoutMs = 30_000, everyMs = 50, what = 'a condition' } = options;
  const until = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > until) throw new Error(`waited ${timeoutMs} ms for ${what} in vain`);
    await sleep(everyMs);
  }
}
