import type { ScoringEpisode, Sentence } from '../episode.ts';
import { isEnglish } from '../rules/index.ts';
import { isQuestion } from '../sentences.ts';
import { LEXICONS, matchLexicons, STOP_WORDS } from './lexicons.ts';
import { stem, tokensOf } from './tokens.ts';
import { topicsOf } from './topics.ts';
import { type Turns, turnsOf } from './turns.ts';

/** What is summed over the sentences of a window, besides the lexicons. */
const PLAIN_COLUMNS = [
  'words',
  'letters',
  'milliseconds',
  'questions',
  'exclamations',
  'digits',
  'names',
  'longWords',
  'repeats',
  'shortSentences',
  'imperatives',
  'guestMilliseconds',
  'turnStarts',
  'depth',
  'echo',
  'titleWords',
  'introWords',
  'central',
  'fresh',
  'commas',
  'quotes',
  'contentWords',
] as const;
export type PlainColumn = (typeof PLAIN_COLUMNS)[number];

/**
 * An episode made ready for scoring: running sums over its sentences, so that
 * any window of sentences costs the same. Made in one pass.
 */
export interface EpisodeIndex {
  readonly sentences: readonly Sentence[];
  readonly title: string | null;
  readonly english: boolean;
  readonly turns: Turns;
  /** From the first word to the last. */
  readonly spanMs: number;
  readonly beginMs: number;
  /** Running sums: entry n is the sum over the first n sentences. */
  readonly plain: Readonly<Record<PlainColumn, Float64Array>>;
  readonly lexicons: readonly Float64Array[];
  /** A sentence's words in lower case. */
  readonly tokensOf: (at: number) => readonly string[];
  /** How much the episode comes back to a word; 0 for what is said once. */
  readonly topicWeight: (word: string) => number;
}

const IMPERATIVE =
  /^(?:don't|do|stop|start|just|think|look|go|get|make|take|find|give|let|ask|be|try|never|always|remember|imagine|focus|listen|forget|keep|put|pick|build|write|say|tell)\b/iu;
const SHORT_SENTENCE_WORDS = 5;
const LONG_WORD_LETTERS = 8;

/** Reads an episode once. `sentences` are in order of time. */
export function indexEpisode(episode: ScoringEpisode): EpisodeIndex {
  const { sentences } = episode;
  const english = isEnglish(episode.language);
  const count = sentences.length;
  const tokens = sentences.map(({ text }) => tokensOf(text));
  const turns = turnsOf(sentences);
  const topics = topicsOf({ sentences, tokens, title: episode.title, turns });
  const sums = () => new Float64Array(count + 1);
  const plain = Object.fromEntries(PLAIN_COLUMNS.map((name) => [name, sums()])) as Record<PlainColumn, Float64Array>;
  const lexicons = LEXICONS.map(sums);
  const here = new Float64Array(LEXICONS.length);
  for (const [at, sentence] of sentences.entries()) {
    const own = tokens[at] ?? [];
    const add = (name: PlainColumn, value: number) => {
      plain[name][at + 1] = (plain[name][at] ?? 0) + value;
    };
    const { text, wordCount } = sentence;
    const guest = turns.several && sentence.speaker !== turns.host;
    const ms = sentence.endMs - sentence.startMs;
    add('words', wordCount);
    add('letters', text.length);
    add('milliseconds', ms);
    add('questions', isQuestion(text) ? 1 : 0);
    add('exclamations', /!["'”’)\]]*$/u.test(text) ? 1 : 0);
    add('digits', text.match(/\p{N}[\p{N}.,]*/gu)?.length ?? 0);
    add('names', text.match(/(?<=[\p{Ll},;:] )\p{Lu}\p{Ll}+/gu)?.length ?? 0);
    add('longWords', own.filter((word) => word.length >= LONG_WORD_LETTERS).length);
    add('repeats', repeatsOf(own, tokens[at - 1] ?? []));
    add('shortSentences', wordCount <= SHORT_SENTENCE_WORDS ? 1 : 0);
    add('imperatives', IMPERATIVE.test(text) ? 1 : 0);
    add('guestMilliseconds', guest ? ms : 0);
    add('turnStarts', turns.first[at] === at ? 1 : 0);
    add('depth', sentence.startMs - (sentences[turns.first[at] ?? at]?.startMs ?? sentence.startMs));
    add('echo', topics.echo[at] ?? 0);
    add('titleWords', topics.title[at] ?? 0);
    add('introWords', topics.intro[at] ?? 0);
    add('central', topics.central[at] ?? 0);
    add('fresh', topics.fresh[at] ?? 0);
    add('commas', text.match(/[,;:—–]/gu)?.length ?? 0);
    add('quotes', text.match(/["“”]/gu)?.length ?? 0);
    add('contentWords', topics.content[at] ?? 0);
    here.fill(0);
    if (english) matchLexicons(own, (index) => (here[index] = (here[index] ?? 0) + 1));
    for (const [index, column] of lexicons.entries()) column[at + 1] = (column[at] ?? 0) + (here[index] ?? 0);
  }
  const beginMs = sentences[0]?.startMs ?? 0;
  return {
    sentences,
    title: episode.title,
    english,
    turns,
    beginMs,
    spanMs: Math.max(1, (sentences.at(-1)?.endMs ?? 1) - beginMs),
    plain,
    lexicons,
    tokensOf: (at) => tokens[at] ?? [],
    topicWeight: topics.weightOf,
  };
}

/** Words that come again within this sentence or the one before: rhetoric repeats. */
function repeatsOf(own: readonly string[], before: readonly string[]): number {
  const seen = new Set<string>();
  for (const word of before) if (!STOP_WORDS.has(word) && word.length >= 4) seen.add(stem(word));
  let repeats = 0;
  for (const word of own) {
    if (STOP_WORDS.has(word) || word.length < 4) continue;
    const root = stem(word);
    if (seen.has(root)) repeats += 1;
    seen.add(root);
  }
  return repeats;
}
