import type { ClipInsert } from '#db/rows.ts';
import { newId } from '#lib/shared/ids.ts';
import type { Segment, Transcript, Word } from '#lib/shared/transcript.ts';

/** What a made-up episode says; enough sentences that paragraphs and clips look as real ones. */
const SENTENCES = [
  'So when a new person opens the product, what is it that you want them to feel before they have done anything at all?',
  'I used to say excitement.',
  'That was wrong, and it cost us two years.',
  'Nobody leaves because the product is hard.',
  'They leave because in ninety seconds nothing happened that was about them.',
  'We watched four hundred recordings, and in every single one you can see the moment: the hand stops, they look for something with their own name on it, and it is not there.',
  'So we threw the tour away.',
  'The first screen now asks one question, and the second screen is already the answer to it.',
  'People who came back on day two went from eleven percent to thirty-four.',
  'And you did not change anything else?',
  'We changed the colour of a button as well, because somebody insisted.',
  'It did nothing.',
];

const TITLES = [
  'They leave because nothing in ninety seconds was about them',
  'The year we built everything for ourselves',
  'Never ask people what they want; watch what they repair',
  'From eleven to thirty-four percent by asking one question',
  'The colour of the button did nothing',
  'Two years lost to excitement, and the four hundred recordings that finally made us stop and look',
  'We threw the tour away',
  'One question, and its answer',
];

const AVERAGE = { name: 'average moment of this episode', weight: 0.5, evidence: 'where every clip starts' };
const ENERGY = {
  ...{ name: 'energy', weight: 0, evidence: '2.1 dB louder than usual here', value: 0.6 },
  measured: { code: 'louder', values: { db: 2.1 } },
};

/** Parts that add up to the score, also some that speak against the clip or weigh nothing. */
const SIGNALS = [
  [
    AVERAGE,
    { name: 'question answered', weight: 0.18, evidence: 'what is it that you want them to feel', value: 0.8 },
    { name: 'strong statement', weight: 0.14, evidence: 'Nobody leaves because the product is hard', value: 0.7 },
    { name: 'number', weight: 0.09, evidence: 'from eleven percent to thirty-four', value: 0.5 },
    { name: 'courtesy', weight: -0.04, evidence: 'thanks', value: -0.3 },
    ENERGY,
  ],
  [
    AVERAGE,
    { name: 'story', weight: 0.2, evidence: 'That was wrong, and it cost us two years', value: 0.9 },
    { name: 'admits a failure', weight: 0.1, evidence: 'That was wrong', value: 0.4 },
    { name: 'your ratings', weight: 0.05, evidence: 'story +5' },
    { name: 'smaller reasons', weight: -0.012, evidence: 'together' },
  ],
  [AVERAGE, { name: 'contrast', weight: 0.2, evidence: 'We changed the colour of a button as well', value: 0.5 }],
];

const PAUSE_MS = 250;

/** A transcript of this length at the pace of speech; `pace` 2 has twice as many words. */
export function makeTranscript(durationMs: number, pace = 1): Transcript {
  const segments: Segment[] = [];
  const words: Word[] = [];
  let at = 600;
  for (let index = 0; at < durationMs - 12_000; index += 1) {
    const text = SENTENCES[index % SENTENCES.length] ?? '';
    const startMs = at;
    for (const word of text.split(' ')) {
      const endMs = at + Math.round((120 + word.length * 55) / pace);
      words.push({ startMs: at, endMs, text: word, confidence: 0.9 });
      at = endMs + 30;
    }
    segments.push({ startMs, endMs: at, text, speaker: null });
    at += index % 5 === 4 ? 1800 : PAUSE_MS;
  }
  return { language: 'en', durationMs, model: 'base', engine: 'whisper.cpp', segments, words, notes: [] };
}

/** Clips of whole sentences, spread over the transcript. */
export function makeClips(episodeId: string, transcript: Transcript, amount: number, now: number): ClipInsert[] {
  const { segments } = transcript;
  return Array.from({ length: amount }, (_, index) => {
    const from = Math.floor((((index * 7 + 2) % amount) / amount) * (segments.length - 4));
    const sentences = segments.slice(from, from + 4);
    return {
      id: newId(),
      episodeId,
      rank: index + 1,
      startMs: sentences[0]?.startMs ?? 0,
      endMs: sentences.at(-1)?.endMs ?? 0,
      title: TITLES[index % TITLES.length] ?? '',
      text: sentences.map(({ text }) => text).join(' '),
      score: sumOf(SIGNALS[index % SIGNALS.length] ?? []),
      percentile: Math.max(0, 1 - index * 0.012),
      signals: SIGNALS[index % SIGNALS.length] ?? [],
      texts: {
        titles: [index, index + 1, index + 2].map((at) => TITLES[at % TITLES.length] ?? ''),
        description: sentences[0]?.text ?? '',
        hashtags: ['#onboarding', '#product', '#FirstNinetySeconds'],
      },
      createdAt: now,
    };
  });
}

function sumOf(signals: readonly { weight: number }[]): number {
  return Math.round(signals.reduce((sum, { weight }) => sum + weight, 0) * 1000) / 1000;
}

/** 1200 values that look like speech: phrases, breaths, louder stretches. The same at each call. */
export function makePeaks(seed: number): number[] {
  const random = randomOf(seed);
  let level = 0.4;
  return Array.from({ length: 1200 }, () => {
    level = Math.min(1, Math.max(0.1, level + (random() - 0.5) * 0.35));
    return random() < 0.06 ? 0.05 : level * (0.5 + 0.5 * random());
  });
}

/** Numbers 0-1 in an order that depends on the seed alone (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
