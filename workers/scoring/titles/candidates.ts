import { isEnglish } from '../rules/index.ts';
import { type EpisodeWords, keywordsOf, wordsOf } from './keywords.ts';
import { asWritten, tidy } from './spoken.ts';
import { quotesPair, tornBecause } from './whole-thought.ts';

/** Beyond this a title is cut off on most screens. */
export const GOOD_LENGTH = 70;
/** Beyond this it is no title. */
export const MOST_LENGTH = 90;
/** A part of a sentence that does not begin with it: somebody or something must begin it. */
const HAS_SUBJECT =
  /^(?:(?:\p{L}+ly|often|sometimes|maybe|perhaps|most|today|now|then|suddenly),? )?(?:i|you|we|they|he|she|it|there|people|nobody|no one|everyone|everybody|somebody|someone|nothing|everything|what|the|a|an|my|your|our|their|his|her|most|every|all|one|two|three|never|always|don['’]t|do not|stop|(?:i|you|we|they|he|she|it|that|there|what|here)['’]\p{L}+)\b/iu;
const LEAST_LENGTH = 14;
const BEST_LENGTH = 46;
/** A sentence as it was said reads better than a part of one. */
const COMPLETE_BONUS = 0.2;
/** Where a sentence may be divided; the mark or word goes to the later part. */
const CLAUSES =
  /(?<=[,;:–—])\s+|\s+(?=(?:and|but|because|so|which|when|while|although|until|unless|instead of|rather than)\b)/iu;

export interface TitleCandidate {
  readonly text: string;
  readonly score: number;
}

export interface TitleSource {
  readonly language: string;
  /** Sentences of the clip, in order. */
  readonly sentences: readonly { readonly text: string; readonly finished: boolean }[];
  /** Asked right before the clip, e.g. by the host. */
  readonly question?: string | null;
  readonly episode: EpisodeWords;
}

/** Everything in a clip's words that could be its title, best first. All are whole thoughts; may be none. */
export function titleCandidates(source: TitleSource): TitleCandidate[] {
  const english = isEnglish(source.language);
  const whole = source.sentences.map(({ text }) => text).join(' ');
  const telling = new Map(
    keywordsOf(whole, source.episode, 12).flatMap(({ text, weight }) =>
      text.split(' ').map((word) => [word, weight] as const),
    ),
  );
  const strongest = Math.max(1, ...telling.values());
  const found = new Map<string, TitleCandidate>();
  const add = (text: string, place: number, complete: boolean) => {
    const score =
      judge(text, place, (word) => (telling.get(word) ?? 0) / strongest, english) + (complete ? COMPLETE_BONUS : 0);
    const key = wordsOf(text).join(' ');
    const known = found.get(key);
    if (!known || known.score < score) found.set(key, { text, score });
  };
  const last = Math.max(1, source.sentences.length - 1);
  for (const [index, sentence] of source.sentences.entries()) {
    const parts = partsOf(sentence.text, sentence.finished, english);
    const complete = asWritten(sentence.text, english);
    for (const part of parts) add(part, index / last, part === complete);
  }
  const question = source.question ? asWritten(lastQuestion(source.question), english) : '';
  if (fits(question) && question.length >= LEAST_LENGTH && quotesPair(question)) {
    found.set(wordsOf(question).join(' '), {
      text: question,
      score: judge(question, 0.5, (word) => (telling.get(word) ?? 0) / strongest, english) + 0.75,
    });
  }
  return [...found.values()].sort((a, b) => b.score - a.score || a.text.localeCompare(b.text));
}

/** The sentence itself and runs of its clauses that are whole thoughts. */
function partsOf(sentence: string, finished: boolean, english: boolean): string[] {
  const parts: string[] = [];
  const take = (raw: string, endsSentence: boolean, beginsSentence = true) => {
    const text = asWritten(raw, english);
    if (
      !beginsSentence &&
      (!HAS_SUBJECT.test(text) || (text.endsWith('?') && !/^(?:what|why|how|do|is|are)\b/iu.test(text)))
    )
      return;
    if (text.length < LEAST_LENGTH || !fits(text)) return;
    if (english ? tornBecause(text, { endsSentence }) === null : endsSentence && quotesPair(text)) parts.push(text);
  };
  take(sentence, finished);
  if (!english) {
    const first = /^[^,;:–—。，、]+(?=[,;:–—。，、])/u.exec(sentence)?.[0];
    if (parts.length === 0 && first && wordsOf(first).length > 3) take(first, true);
    return parts;
  }
  const clauses = sentence.split(CLAUSES).filter(Boolean);
  if (clauses.length < 2 || clauses.length > 12) return parts;
  for (let from = 0; from < clauses.length; from += 1) {
    for (let to = from; to < clauses.length; to += 1) {
      if (from === 0 && to === clauses.length - 1) continue;
      take(clauses.slice(from, to + 1).join(' '), to === clauses.length - 1 && finished, from === 0);
    }
  }
  return parts;
}

function fits(text: string): boolean {
  return text.length <= MOST_LENGTH;
}

const POINTS_BACK = /^(?:he|she|it|they|this|that|these|those|him|her|them|there)\b/iu;
const ANYWHERE_BACK = /\b(?:he|she|him|her|they|them|it|this|that one|those|these)\b/giu;
const STRONG =
  /\b(?:never|always|nobody|no one|everybody|everyone|nothing|everything|impossible|only|most|best|worst|biggest|hardest|mistakes?|wrong|secret|truth|lie|fail\w*|lost|afraid|fear|instead|not|n['’]t|stop|quit|why|how|because|without|until|die[ds]?|kill\w*|free|cannot|have to|must|should)\b/giu;
const NUMBER = /(?:[$€£]\s?\d|\b\d|\b(?:half|twice|double|hundred|thousand|million|billion|percent)\b)/iu;
const HOLLOW = /\b(?:thing|things|stuff|something|somebody|a lot|whatever|gonna|wanna|so on|etc|blah)\b/giu;
const CHAT =
  /\b(?:thank|thanks|great question|good question|i love (?:that|it)|let['’]s|go back|we['’]ll|talk about|talked about|mentioned|i don['’]t know|i have no idea|to your (?:point|question)|as you said|you said)\b/iu;

function judge(text: string, place: number, weightOf: (word: string) => number, english: boolean): number {
  const words = wordsOf(text);
  const telling = words.reduce((sum, word) => sum + weightOf(word), 0);
  let score = Math.min(1.6, telling * 0.45);
  score -= Math.abs(text.length - BEST_LENGTH) / 60;
  if (text.length > GOOD_LENGTH) score -= 0.45;
  if (words.length < 5) score -= 0.3;
  score += place * 0.12;
  if (!english) return score;
  score += Math.min(0.7, (text.match(STRONG)?.length ?? 0) * 0.28);
  if (NUMBER.test(text)) score += 0.2;
  if (/\byou(?:r|['’]re)?\b/iu.test(text)) score += 0.12;
  if (text.endsWith('?')) score -= 0.5;
  if (POINTS_BACK.test(text)) score -= 0.9;
  score -= Math.min(0.5, (text.match(ANYWHERE_BACK)?.length ?? 0) * 0.14);
  score -= Math.min(0.4, (text.match(HOLLOW)?.length ?? 0) * 0.16);
  if (CHAT.test(text)) score -= 0.8;
  return score;
}

/** Of several sentences the one that asks. */
function lastQuestion(text: string): string {
  return (
    tidy(text)
      .match(/[^.!?]+\?/gu)
      ?.at(-1)
      ?.trim() ?? text
  );
}
