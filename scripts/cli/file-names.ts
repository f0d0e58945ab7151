const LONGEST = 60;

/**
 * A file name from a clip's rank and title that every system takes:
 * letters and digits of any script, dashes for the rest, at most 60 characters.
 */
export function clipFileName(rank: number, title: string): string {
  const words = title
    .normalize('NFKC')
    .toLocaleLowerCase('en')
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  const slug = Array.from(words)
    .slice(0, LONGEST)
    .join('')
    .replace(/^-+|-+$/g, '');
  return `${String(rank).padStart(2, '0')}-${slug || 'clip'}`;
}
