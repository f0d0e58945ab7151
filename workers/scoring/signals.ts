import { type Measured, measured as told } from '#lib/shared/evidence.ts';
import { LEXICONS, type LexiconName, matchLexicons } from './features/lexicons.ts';
import type { WindowView } from './features/window.ts';
import { VECTOR_PART } from './model/scorer.ts';
import { isQuestion } from './sentences.ts';

/** A reason that a person can read, and the features that make it up. */
export interface SignalKind {
  readonly name: string;
  readonly features: readonly string[];
  /** Counted up whatever they weigh, where the signal is words; else the sign of the weights decides what strong means. */
  readonly lexicons: readonly LexiconName[];
  /** The very words, or what was measured. */
  readonly evidence: (window: WindowView) => string | Measured;
}

const MOST_WORDS_SHOWN = 6;

/** A signal of words: its lexicons, and other features that look for the same. */
function spoken(name: string, lexicons: readonly LexiconName[], more: readonly string[] = []): SignalKind {
  return {
    name,
    features: [...lexicons, ...more],
    lexicons,
    evidence: (window) => wordsFound(window, lexicons).join(', '),
  };
}

function measured(name: string, features: readonly string[], evidence: SignalKind['evidence']): SignalKind {
  return { name, features, lexicons: [], evidence };
}

/** Every feature belongs to exactly one of these. */
export const SIGNAL_KINDS: readonly SignalKind[] = [
  spoken(
    'strong statement',
    ['absolute', 'superlative', 'negation', 'intensity'],
    ['opens with negation', 'opens with superlative', 'opens with absolute', 'exclamations'],
  ),
  spoken('story', ['story', 'speech', 'past', 'others'], ['i in the past', 'quotes']),
  spoken('number', ['number', 'money', 'time'], ['digits']),
  spoken('contrast', ['contrast', 'comparison'], ['opens with contrast']),
  spoken('advice', ['advice', 'if', 'obligation'], ['imperatives', 'opens with if']),
  spoken('admits a failure', ['failure']),
  spoken('success', ['success']),
  spoken('feeling', ['feeling']),
  spoken('insight', ['insight', 'cause', 'general', 'why'], ['opens with insight']),
  spoken('example', ['example', 'enumeration']),
  spoken('speaks to you', ['you', 'people'], ['opens with you', 'opens with people']),
  spoken('speaks of us', ['i', 'we'], ['opens with i']),
  spoken('looks ahead', ['future']),
  spoken('hesitation', ['hedge', 'filler'], ['opens with filler', 'dangling opener']),
  spoken('courtesy', ['courtesy']),
  measured(
    'question answered',
    ['questions', 'after a question', 'begins with a question', 'ends with a question'],
    (window) => (window.before && isQuestion(window.before.text) ? window.before.text : questionIn(window)),
  ),
  measured('names', ['names'], (window) =>
    [...new Set(windowText(window).match(/(?<=[\p{Ll},;:] )\p{Lu}\p{Ll}+/gu) ?? [])]
      .slice(0, MOST_WORDS_SHOWN)
      .join(', '),
  ),
  measured(
    'way of speaking',
    [
      'word length',
      'long words',
      'content words',
      'short sentences',
      'sentence length',
      'first sentence length',
      'last sentence length',
      'commas',
      'repetition',
    ],
    (window) =>
      told('sentenceWords', { words: Math.round(window.words / window.count), first: window.first.wordCount }),
  ),
  measured('length', ['length', 'ends finished'], (window) => told('seconds', { s: Math.round(window.ms / 1000) })),
  measured(
    'words of the title and topics',
    ['title words', 'introduction words', 'central words', 'fresh words'],
    (window) => topicWords(window),
  ),
  measured('taken up by the other speaker', ['echo'], () => told('echo')),
  measured(
    'who speaks',
    [
      'guest share',
      'guest begins',
      'guest ends',
      'turns',
      'one turn',
      'depth in the turn',
      'turn length',
      'begins a turn',
      'ends a turn',
      'rest of the turn',
    ],
    (window) => speakersOf(window),
  ),
  measured('place in the episode', ['position', 'first tenth', 'last tenth', 'minutes in'], (window) =>
    told('minutesIn', { minutes: Math.round((window.first.startMs - window.index.beginMs) / 60_000) }),
  ),
  measured(
    'close to what the episode is about',
    ['close to the title', 'close to the introduction', 'close to the whole'],
    (window) => window.index.title ?? told('wholeEpisode'),
  ),
  measured('one subject', ['on one subject', 'close to what came before', 'close to what follows'], () =>
    told('oneSubject'),
  ),
  measured('what is said', [VECTOR_PART], () => told('meaning')),
];

export const SIGNAL_OF: ReadonlyMap<string, string> = new Map(
  SIGNAL_KINDS.flatMap(({ name, features }) => features.map((feature) => [feature, name] as const)),
);

function wordsFound(window: WindowView, lexicons: readonly LexiconName[]): string[] {
  const wanted = new Set<string>(lexicons);
  const found = new Map<string, number>();
  for (let at = window.from; at <= window.to; at += 1) {
    matchLexicons(window.index.tokensOf(at), (lexicon, words) => {
      if (wanted.has(LEXICONS[lexicon]?.name ?? '')) found.set(words, (found.get(words) ?? 0) + 1);
    });
  }
  // Phrases say more than single words.
  const telling = ([words, times]: [string, number]) =>
    words.split(' ').length * 2 + Math.min(times, 3) + words.length / 10;
  return [...found]
    .sort((a, b) => telling(b) - telling(a))
    .slice(0, MOST_WORDS_SHOWN)
    .map(([words]) => words);
}

function windowText(window: WindowView): string {
  const texts: string[] = [];
  for (let at = window.from; at <= window.to; at += 1) texts.push(window.at(at).text);
  return texts.join(' ');
}

function questionIn(window: WindowView): string | Measured {
  for (let at = window.from; at <= window.to; at += 1) if (isQuestion(window.at(at).text)) return window.at(at).text;
  return told('noQuestion');
}

function topicWords(window: WindowView): string | Measured {
  const { index } = window;
  const words = new Set<string>();
  for (let at = window.from; at <= window.to; at += 1) {
    for (const word of index.tokensOf(at)) if (index.topicWeight(word) > 0) words.add(word);
  }
  const best = [...words].sort((a, b) => index.topicWeight(b) - index.topicWeight(a)).slice(0, MOST_WORDS_SHOWN);
  return best.length > 0 ? best.join(', ') : told('fewTopics');
}

function speakersOf(window: WindowView): Measured {
  const { turns } = window.index;
  if (!turns.several) return told('oneSpeaker');
  const share = Math.round((window.sum('guestMilliseconds') / Math.max(1, window.sum('milliseconds'))) * 100);
  return told('others', { share, n: Math.max(1, window.sum('turnStarts')) });
}
