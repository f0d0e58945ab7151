import { joinTexts } from '#lib/shared/transcript/words.ts';

export { sentencesOf } from '#lib/shared/transcript/sentences.ts';

/** Words as running text: with spaces, except between characters of scripts that have none. */
export function joinWords(words: readonly { text: string }[]): string {
  return joinTexts(words.map((word) => word.text));
}
