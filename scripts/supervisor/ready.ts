import { setTimeout as sleep } from 'node:timers/promises';
import type { Supervised } from './keep-running.ts';

const FIRST_LOOK_MS = 100;

/**
 * Waits until our own web server answers `/health`, with whatever status: a database that is away shows on the page.
 *
 * @returns false when `signal` came first.
 */
export async function waitUntilAnswered(
  host: string,
  port: number,
  web: Supervised,
  signal: AbortSignal,
): Promise<boolean> {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  while (!signal.aborted) {
    // The answer counts only while our child lives: before, the port was free, so nobody else can be there.
    if (web.pid() !== null && (await answers(`http://${address}:${port}/health`)) && web.pid() !== null) return true;
    await sleep(FIRST_LOOK_MS);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false; // not yet
  }
}
