/**
 * The oldest release that may run on the schema of this code. Migrations only add, so that the release before can
 * still run (a rolling update, or a way back). Raise it together with the first migration that breaks this, one
 * release after what it takes away was last used.
 */
export const OLDEST_RELEASE = '0.1.0';

/** Whether `release` came before `other`; both as MAJOR.MINOR.PATCH, what follows is not looked at. */
export function isOlderRelease(release: string, other: string): boolean {
  const [mine, theirs] = [numbersOf(release), numbersOf(other)];
  for (const [index, part] of mine.entries()) {
    const against = theirs[index] ?? 0;
    if (part !== against) return part < against;
  }
  return false;
}

function numbersOf(release: string): number[] {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(release);
  if (!match) throw new Error(`"${release}" is no release; it must begin like 1.2.3`);
  return match.slice(1).map(Number);
}
