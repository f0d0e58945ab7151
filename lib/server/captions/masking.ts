import type { ClipWord } from './caption-text.ts';

/** Stems of English swear words; a word that begins with one (or is one, after `=`) is masked. */
const STEMS = ['fuck', 'motherfuck', 'shit', 'bullshit', 'bitch', 'cunt', 'asshole', 'bastard', 'dickhead', 'wanker'];
const WHOLE = new Set(['ass', 'prick', 'twat', 'pussy', 'goddamn', 'goddamned', 'damn', 'crap']);

/** A swear word as it may be shown: its first letter, then stars; any other word as it is. */
export function maskText(text: string): string {
  return text.replace(/\p{L}[\p{L}\p{M}]*/gu, (word) => {
    const lower = word.toLowerCase();
    const swears = WHOLE.has(lower) || STEMS.some((stem) => lower.startsWith(stem));
    return swears ? `${word.charAt(0)}${'*'.repeat(word.length - 1)}` : word;
  });
}

export function maskWords(words: readonly ClipWord[]): ClipWord[] {
  return words.map((word) => ({ ...word, text: maskText(word.text) }));
}
