/** Next loads this module once per bundle. */
const holder: typeof globalThis & { podpromoChanges?: number } = globalThis;

/** How many requests of this process may have changed something. */
export function changesSeen(): number {
  return holder.podpromoChanges ?? 0;
}

/** A request that is no mere question was answered. */
export function noteChange(): void {
  holder.podpromoChanges = changesSeen() + 1;
}
