/** By guest: an id repeats a guest's name, with a number where somebody came again. */
export function guestOf(id: string): string {
  return id.replace(/(?:-\d+|_)+$/u, '');
}

/** Deals the guests of these ids into `count` groups; the same seed gives the same groups. */
export function foldsOf(ids: readonly string[], count: number, seed: number): number[] {
  const random = numbers(seed);
  const guests = [...new Set(ids.map(guestOf))].sort();
  for (let at = guests.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [guests[at] ?? '', guests[other] ?? ''];
    guests[at] = b;
    guests[other] = a;
  }
  const foldOf = new Map(guests.map((guest, at) => [guest, at % count]));
  return ids.map((id) => foldOf.get(guestOf(id)) ?? 0);
}

/** Numbers in 0-1 that are the same on every run (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
