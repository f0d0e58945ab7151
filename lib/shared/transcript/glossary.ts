import type { GlossaryTerm } from './glossary-terms.ts';
import { replaceInSentences } from './replace.ts';
import type { Sentence } from './sentence.ts';

/** Whisper reads at most 224 tokens of what came before; a token is about four Latin letters, less in names, or one other. */
const PROMPT_TOKENS = 200;
const LETTERS_PER_TOKEN = 3;

/**
 * The terms as text for the speech model's prompt, so that it expects them; as
 * many as fit in about 200 tokens, first ones first. Null without any.
 */
export function glossaryPrompt(terms: readonly GlossaryTerm[]): string | null {
  let text = '';
  for (const { term } of terms) {
    const longer = text === '' ? term : `${text}, ${term}`;
    const others = longer.match(/[\u0370-\uffff]/g)?.length ?? 0;
    if (longer.length + 1 + others * (LETTERS_PER_TOKEN - 1) > PROMPT_TOKENS * LETTERS_PER_TOKEN) break;
    text = longer;
  }
  return text === '' ? null : `${text}.`;
}

/** Puts the terms in the place of what was heard instead of them; sentences that stay are the same objects. */
export function applyGlossary(sentences: readonly Sentence[], terms: readonly GlossaryTerm[]): Sentence[] {
  let result = [...sentences];
  let text = textOf(result);
  for (const { term, spoken } of terms) {
    // The term itself too: "kubernetes" is written as the show writes it.
    for (const find of [...spoken].sort((a, b) => b.length - a.length).concat(term)) {
      // Most terms are not there: a look at the whole text is a hundred times as fast as one at each sentence.
      if (!text.includes(plain(find))) continue;
      const replaced = replaceInSentences(result, { find, replace: term, matchCase: false, wholeWord: true });
      result = replaced.sentences;
      if (replaced.count > 0) text = textOf(result);
    }
  }
  return result;
}

function textOf(sentences: readonly Sentence[]): string {
  return sentences.map((sentence) => plain(sentence.text)).join('\n');
}

function plain(text: string): string {
  return text.trim().replace(/\s+/gu, ' ').toLowerCase();
}
