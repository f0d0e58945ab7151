import type { ClipTexts } from '#lib/shared/clips.ts';
import type { Sentence } from '../episode.ts';
import { isEnglish } from '../rules/index.ts';
import { GOOD_LENGTH, titleCandidates } from './candidates.ts';
import { asHashtag, type EpisodeWords, keywordsOf, wordsOf } from './keywords.ts';
import { asWritten, tidy } from './spoken.ts';
import { quotesPair } from './whole-thought.ts';

/** A clip as whoever writes its texts sees it. */
export interface Moment {
  /** ISO 639-1. */
  readonly language: string;
  readonly sentences: readonly Pick<Sentence, 'text' | 'finished'>[];
  /** What somebody asked right before; null where nobody did. */
  readonly question: string | null;
  readonly episodeTitle: string | null;
  readonly episode: EpisodeWords;
}

/** Who writes titles, descriptions and hashtags; a language model can take the place of `ownWords`. */
export interface TitleWriter {
  write(moment: Moment, signal?: AbortSignal): Promise<ClipTexts>;
}

const TITLES = 3;
const DESCRIPTION_CHARACTERS = 240;
const HASHTAGS = 5;
/** Titles that share more words than this are one title. */
const ALIKE = 0.6;

/** The clip's own words, nothing invented. */
export const ownWords: TitleWriter = { write: async (moment) => textsOf(moment) };

/**
 * Three titles (fewer where the clip holds no three whole thoughts, one at
 * least), a description of one or two of its sentences, and three to five
 * hashtags of what it talks about.
 */
export function textsOf(moment: Moment): ClipTexts {
  return { titles: titlesOf(moment), description: descriptionOf(moment), hashtags: hashtagsOf(moment) };
}

function titlesOf(moment: Moment): string[] {
  const candidates = titleCandidates(moment);
  const titles: string[] = [];
  for (const { text } of candidates) {
    if (titles.length >= TITLES) break;
    if (titles.every((other) => overlap(text, other) < ALIKE)) titles.push(text);
  }
  // Too little is whole: what it is about, rather than a torn sentence.
  if (titles.length < TITLES) {
    const topic = topicTitle(moment, titles.length === 0);
    if (topic !== null) titles.push(topic);
  }
  return titles;
}

function topicTitle(moment: Moment, needed: boolean): string | null {
  const text = moment.sentences.map((sentence) => sentence.text).join(' ');
  const said = wordsOf(text);
  const all = keywordsOf(text, moment.episode, 6).map((keyword) => keyword.text);
  const repeated = all.filter((topic) => topic.includes(' ') || said.filter((word) => word === topic).length > 1);
  const topics = (repeated.length > 1 || !needed ? repeated : all).slice(0, 3);
  if (topics.length > 1) return tidy(isEnglish(moment.language) ? `On ${listOf(topics)}` : topics.join(' · '));
  if (!needed) return null;
  const first = asWritten(moment.sentences[0]?.text ?? '', isEnglish(moment.language));
  const short = first.length <= GOOD_LENGTH ? first : `${first.slice(0, first.lastIndexOf(' ', GOOD_LENGTH - 1))}…`;
  // One word of hundreds of letters, or no space at all.
  const cut = Array.from(short).slice(0, GOOD_LENGTH).join('');
  return cut.length > 1 ? cut : (moment.episodeTitle ?? 'Untitled');
}

function listOf(words: readonly string[]): string {
  return words.length === 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The sentence with the most to say, with the one after it where both are short. */
function descriptionOf(moment: Moment): string {
  const english = isEnglish(moment.language);
  const sentences = moment.sentences
    .map(({ text, finished }) => ({
      text: asWritten(text, english),
      mark: /[?!]["'”’]*$/u.exec(text.trim())?.[0]?.[0] ?? '.',
      finished,
    }))
    .filter(
      ({ text, finished }) =>
        finished && text.length >= 20 && text.length <= DESCRIPTION_CHARACTERS && quotesPair(text),
    );
  const telling = keywordsOf(moment.sentences.map(({ text }) => text).join(' '), moment.episode, 10).flatMap(
    ({ text }) => text.split(' '),
  );
  const weight = (text: string) =>
    wordsOf(text).filter((word) => telling.includes(word)).length + Math.min(text.length, 120) / 120;
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (const [index, { text, mark }] of sentences.entries()) {
    const back = /^(?:he|she|it|they|this|that|these|those|which|because)\b/iu.test(text) ? 1.5 : 0;
    const value = weight(text) - back - (mark === '?' ? 1 : 0);
    if (value <= most) continue;
    best = index;
    most = value;
  }
  const first = sentences[best];
  if (!first) return '';
  const closed = ({ text, mark }: { text: string; mark: string }) => (/[.?!]$/u.test(text) ? text : text + mark);
  const next = sentences[best + 1];
  const both = next ? `${closed(first)} ${closed(next)}` : '';
  return both !== '' && both.length <= DESCRIPTION_CHARACTERS ? both : closed(first);
}

function hashtagsOf(moment: Moment): string[] {
  const text = moment.sentences.map((sentence) => sentence.text).join(' ');
  const tags = keywordsOf(text, moment.episode, HASHTAGS).map((keyword) => asHashtag(keyword.text));
  return [...new Set(tags)];
}

function overlap(a: string, b: string): number {
  const [one, two] = [new Set(wordsOf(a)), new Set(wordsOf(b))];
  const shared = [...one].filter((word) => two.has(word)).length;
  return shared / Math.max(1, Math.min(one.size, two.size));
}
