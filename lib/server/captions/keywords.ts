import type { ClipWord } from './caption-text.ts';

/** Words that carry no news; short words of other languages are left out by their length. */
const COMMON = new Set(
  'about above after again against almost along already also although always among another around because before behind being below between beyond both cannot could does doing done down during each either enough even ever every everything first from getting going gonna happen have having here himself however into itself just kind know like little looked maybe mean might more most much must myself need never nothing often once only other over people perhaps quite rather really right same seems should since some someone something sometimes still such than that their them then there these they thing things think this those though through till together under until upon very want wanted well went were what when where whether which while whole will with within without would year yeah your yourself'.split(
    ' ',
  ),
);

/** Fewer letters than this are seldom what a sentence is about. */
const SHORTEST = 4;

/**
 * The word of a caption that says most, -1 where none stands out: a number, a name, or the longest word that is not
 * one of the usual ones.
 */
export function keywordOf(words: readonly ClipWord[]): number {
  let best = { score: 0, position: -1 };
  for (const [position, { text }] of words.entries()) {
    const bare = text.replace(/[^\p{L}\p{N}%€$£]/gu, '');
    const letters = [...bare].length;
    if (/\p{N}/u.test(bare)) {
      best = best.score < 14 ? { score: 14, position } : best;
      continue;
    }
    if (letters < SHORTEST || COMMON.has(bare.toLowerCase())) continue;
    const isName = position > 0 && /^\p{Lu}/u.test(bare);
    const score = Math.min(letters, 11) + (isName ? 3 : 0);
    if (score > best.score) best = { score, position };
  }
  return best.position;
}
