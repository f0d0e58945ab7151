import type { ScoringEpisode, Sentence } from '#workers/scoring/episode.ts';
import { countWords } from '#workers/scoring/sentences.ts';

export interface Line {
  readonly text: string;
  readonly speaker?: string | null;
  readonly seconds?: number;
  readonly confidence?: number | null;
}

/** An episode of these lines, one after the other with a short pause; each takes 5 s where nothing else is said. */
export function episodeOf(lines: readonly Line[], more: Partial<ScoringEpisode> = {}): ScoringEpisode {
  let now = 0;
  const sentences: Sentence[] = lines.map(({ text, speaker = null, seconds = 5, confidence = null }) => {
    const startMs = now;
    now += seconds * 1000;
    const finished = /[.?!。？！]$/u.test(text);
    return { startMs, endMs: now - 200, text, speaker, confidence, finished, wordCount: countWords(text), words: [] };
  });
  return { title: null, language: 'en', durationMs: now, sentences, ...more };
}

const SUBJECTS = [
  'The company',
  'A customer',
  'Our team',
  'The market',
  'That designer',
  'The engineer',
  'My neighbour',
];
const VERBS = [
  'bought',
  'built',
  'found',
  'opened',
  'painted',
  'moved',
  'sold',
  'planned',
  'tested',
  'closed',
  'carried',
];
const OBJECTS = [
  'a warehouse',
  'the old bridge',
  'two new models',
  'a garden',
  'the report',
  'some furniture',
  'a small boat',
  'the second floor',
  'an office',
];
const PLACES = [
  'near the station',
  'last winter',
  'in the north',
  'with great care',
  'before lunch',
  'for the school',
  'after the rain',
  'by the lake',
];

/** As many sentences as wanted, of plain talk, no two alike; a host asks now and then where there are two speakers. */
export function plainTalk(count: number, options: { speakers?: boolean; seed?: number } = {}): Line[] {
  const { speakers = false, seed = 0 } = options;
  return Array.from({ length: count }, (_, at) => {
    const i = at + seed;
    const asks = speakers && at % 12 === 0;
    const number = `${SUBJECTS[i % 7]} ${VERBS[i % 11]} ${OBJECTS[i % 9]} ${PLACES[i % 8]}`;
    const tag = word(i);
    return {
      text: asks ? `And what happened with the ${tag} after that?` : `${number}, and the ${tag} stayed where it was.`,
      speaker: speakers ? (asks ? 'Host' : 'Guest') : null,
    };
  });
}

/** Nine moments with much to say, of different things. */
export const STRONG: readonly (readonly string[])[] = [
  [
    'If you never ask for money, nobody will ever pay you.',
    'The worst mistake is to give your work away because you are afraid of a no.',
    'You are not begging, you are the only one who can name your price.',
  ],
  [
    'You will never sleep well if you lie to your family.',
    'Every lie that you tell your children is a debt that never goes away.',
    'Nobody forgives the parents who always pretend.',
  ],
  [
    'If your boat never leaves the harbour, you are not a sailor.',
    'The biggest danger is not the storm, it is the fear that keeps you on land.',
    'Nobody remembers those who never left.',
  ],
  [
    'You cannot heal anybody if you always hide your own pain.',
    'The best doctors never forget the patient that they lost.',
    'If you are not hurt by a death, you must stop.',
  ],
  [
    'If everyone agrees in your meeting, nobody is thinking.',
    'The most expensive word in your company is yes, because you never hear what is wrong.',
    'You need people who are not afraid of you.',
  ],
  [
    'You never learn a language if you are ashamed of your accent.',
    'The worst teachers always correct you, and nobody dares to speak.',
    'If you do not sound stupid, you are not learning.',
  ],
  [
    'If you train when you are tired, you will never be fast.',
    'The greatest runners are not tough, they always rest before they break.',
    'Nobody wins a race with a broken leg.',
  ],
  [
    'You must never hire your best friend if you cannot fire him.',
    'Nothing destroys a friendship like a salary, and I always knew it.',
    'The hardest day of your life is when you choose.',
  ],
  [
    'If you paint what everybody likes, nobody will love it.',
    'The most terrible pictures are not ugly, they are the ones that never offend you.',
    'You have to fail in front of everyone.',
  ],
];

/** A word that is new every time. */
function word(i: number): string {
  const syllables = ['ba', 'do', 'fi', 'gu', 'ka', 'lo', 'mi', 'nu', 'pa', 'ro'];
  return `${syllables[i % 10]}${syllables[Math.floor(i / 10) % 10]}${syllables[Math.floor(i / 100) % 10]}${syllables[Math.floor(i / 1000) % 10]}l`;
}

/** Three sentences with much to say; different for every `at`. */
export function strongMoment(at: number, speaker: string | null = null): Line[] {
  const name = word(at * 37 + 5);
  return [
    { text: `If you never fail at ${name}, you will never learn the most important thing about your life.`, speaker },
    {
      text: `Nobody tells you that the biggest mistake is to not start, because everyone is afraid of ${name}.`,
      speaker,
    },
    { text: `You are not your failures, and the best people never stop when ${name} hurts.`, speaker },
  ];
}
