import { unlessAborted } from './unless-aborted.ts';

const last = new Map<string, Promise<void>>();

/**
 * Does work of the same name one after the other within this process, so that the second can take what the first has
 * kept. How the one before ended does not matter.
 *
 * @param signal ends the wait for the one before; the work itself listens to its own
 */
export async function oneAtATime<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const before = last.get(name) ?? Promise.resolve();
  const own = Promise.withResolvers<void>();
  const mine = before.then(() => own.promise);
  last.set(name, mine);
  try {
    await (signal ? unlessAborted(before, signal) : before);
    return await work();
  } finally {
    own.resolve();
    if (last.get(name) === mine) void mine.then(() => forget(name, mine));
  }
}

function forget(name: string, mine: Promise<void>): void {
  if (last.get(name) === mine) last.delete(name);
}
