/**
 * The items of a new answer, but those that say the same as before are the same objects: lists that are asked again
 * and again then draw only what has changed.
 */
export function keepSame<T extends { readonly id: string }>(before: readonly T[] | undefined, now: readonly T[]): T[] {
  const known = new Map(before?.map((item) => [item.id, item]));
  return now.map((item) => {
    const old = known.get(item.id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(item) ? old : item;
  });
}
