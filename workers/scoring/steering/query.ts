import type { Sentence } from '../episode.ts';
import { isEnglish, type Run } from '../rules/index.ts';
import { wordsOf } from '../titles/keywords.ts';

/** What somebody looks for, against the words of an episode. */
export interface QueryMatch {
  /** 0-1: how much of it is said in these sentences. */
  strength(run: Run): number;
  /** The words that fit, as they were said. */
  words(run: Run): string[];
  /** False where nothing of it is said anywhere. */
  readonly found: boolean;
}

/** Words that only say that something is looked for. */
const ASKING = new Set(
  'a about all an and any are as at be best by can clip clips could did discuss discusses discussed do does find for from get give had has have he her his how i in is it its like me moment moments more my of on or our out part parts please said say says she show shows so some talk talked talking talks tell tells that the their them they thing things this to us want was we were what when where which who why will with would you your'.split(
    ' ',
  ),
);
/** How quickly saying a word again stops to count (the k of BM25). */
const SATURATION = 1.2;
/** A clip that says every word three times is as much about it as can be. */
const FULL_TIMES = 3;
const MOST_SHOWN = 6;

/**
 * Matches a topic or a question with what is said: by the stems of its words, the
 * rarer in the episode the more they count (as BM25 does). What only asks
 * ('moments about', 'why did they') is left out.
 */
export function matchQuery(query: string, sentences: readonly Sentence[], language: string): QueryMatch {
  const english = isEnglish(language);
  const stemOf = english ? stem : cut;
  const asked = wordsOf(query);
  const telling = asked.filter((word) => !english || !ASKING.has(word));
  const stems = [...new Set((telling.length > 0 ? telling : asked).map(stemOf))].slice(0, 20);
  const spoken = sentences.map(({ text }) => wordsOf(text));
  const terms = stems.map((term) => {
    // So often up to each sentence: any run is one subtraction.
    const upTo = new Uint32Array(sentences.length + 1);
    let sentencesWith = 0;
    for (const [index, words] of spoken.entries()) {
      const times = words.filter((word) => stemOf(word) === term).length;
      upTo[index + 1] = (upTo[index] ?? 0) + times;
      if (times > 0) sentencesWith += 1;
    }
    return { term, upTo, weight: sentencesWith === 0 ? 0 : Math.log(1 + sentences.length / sentencesWith) };
  });
  const known = terms.filter(({ weight }) => weight > 0);
  // What is never said cannot be missed everywhere, but counts a little: one word of three is not the topic.
  const missing = terms.length - known.length;
  const heaviest = Math.max(0, ...known.map(({ weight }) => weight));
  const full =
    (known.reduce((sum, { weight }) => sum + weight, 0) + (missing * heaviest) / 2) *
    (FULL_TIMES / (FULL_TIMES + SATURATION));
  return {
    found: known.length > 0,
    strength({ from, to }) {
      if (full === 0) return 0;
      const score = known.reduce((sum, { upTo, weight }) => {
        const times = (upTo[to + 1] ?? 0) - (upTo[from] ?? 0);
        return sum + (weight * times) / (times + SATURATION);
      }, 0);
      return Math.min(1, score / full);
    },
    words({ from, to }) {
      const found = spoken
        .slice(from, to + 1)
        .flat()
        .filter((word) => known.some(({ term }) => term === stemOf(word)));
      return [...new Set(found)].slice(0, MOST_SHOWN);
    },
  };
}

/** 'price', 'prices', 'priced' and 'pricing' are one. Light on purpose: a wrong match is worse than none. */
export function stem(word: string): string {
  const bare = word.replace(/'\p{L}*$/u, '');
  const short = bare.replace(/(?:ies|y)$/u, 'i').replace(/(?:ings?|ers?|ed|es|ly|e|s)$/u, '');
  const single = short.replace(/([b-df-hj-np-tv-z])\1$/u, '$1');
  return single.length >= 3 ? single : bare;
}

/** Other languages end their words in other ways: the first letters. */
function cut(word: string): string {
  return word.length <= 4 ? word : word.slice(0, Math.max(4, word.length - 2));
}
