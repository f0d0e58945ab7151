const last = new Map<string, Promise<unknown>>();

/**
 * Does work of the same name one after the other within this process, so that the second can take what the first has
 * kept. How the one before ended does not matter.
 */
export async function oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = last.get(name) ?? Promise.resolve();
  const mine = before.then(work, work);
  last.set(name, mine);
  try {
    return await mine;
  } finally {
    if (last.get(name) === mine) last.delete(name);
  }
}
