import { describe, expect, it } from 'vitest';
import type { Sentence } from '#workers/scoring/episode.ts';
import { excludedSentences } from '#workers/scoring/rules/index.ts';
import { countWords } from '#workers/scoring/sentences.ts';
import { plainSentences } from './transcripts.ts';

type Said = string | { text: string; speaker?: string; confidence?: number; startMs?: number; endMs?: number };

/** Sentences of four seconds by one speaker, unless said otherwise. */
function sentences(said: readonly Said[]): Sentence[] {
  return said.map((each, index) => {
    const given = typeof each === 'string' ? { text: each } : each;
    return {
      startMs: given.startMs ?? index * 4000,
      endMs: given.endMs ?? index * 4000 + 3800,
      text: given.text,
      speaker: given.speaker ?? 'A',
      confidence: given.confidence ?? 0.9,
      finished: /[.?!]$/.test(given.text),
      wordCount: countWords(given.text),
      words: [],
    };
  });
}

function rulesOf(said: readonly Said[], language = 'en') {
  const list = sentences(said);
  const found = excludedSentences({ language, durationMs: list.at(-1)?.endMs ?? 0, sentences: list });
  return list.map((_, index) => found.get(index)?.rule ?? null);
}

/** In the middle of talk, where neither beginning nor end of the episode is near. */
const among = (said: readonly Said[]) =>
  rulesOf([...plainSentences(30), ...said, ...plainSentences(60)]).slice(30, 30 + said.length);

describe('sponsor reads', () => {
  it('are left out whole, from the opening to the last call', () => {
    const block = [
      'This episode is brought to you by Brightly.',
      'Do you know the feeling when a folder has no end?',
      'With Brightly every paper finds its place.',
      'I have used it for a year and my desk is empty.',
      'Go to brightly.com slash talk and sign up today.',
      "That's brightly.com/talk.",
    ];
    expect(among([...block, 'Back to the river and what it did.'])).toEqual([...block.map(() => 'sponsor'), null]);
  });

  it('are found without an opening, back to the first mention of the brand', () => {
    const block = [
      'My sleep was bad until I met Pillowee.',
      'Their cushions are filled with air.',
      'Get 20% off at pillowee.com slash river.',
      'Use code RIVER.',
    ];
    const rules = among(['The boat was late that evening.', ...block]);
    expect(rules).toEqual([null, 'sponsor', 'sponsor', 'sponsor', 'sponsor']);
  });

  it('end where somebody else takes the word', () => {
    const rules = among([
      'A quick word from our sponsor.',
      'They make very good shoes and you should have some.',
      { text: 'So where were we with the long story about the boat?', speaker: 'B' },
      { text: 'The boat was never found by anybody again.', speaker: 'B' },
    ]);
    expect(rules).toEqual(['sponsor', 'sponsor', null, null]);
  });

  it.each([
    'We lost our biggest sponsor in the second year.',
    'A sponsor is somebody who speaks for you when you are not in the room.',
    'Amazon.com was a bookshop once.',
    'We charged twenty dollars a month and nobody blinked.',
    'The first customers paid full price and the rest wanted a discount.',
    'I typed it into the code and the server broke.',
    'We gave everyone a free trial and it killed the business.',
    'My parents supported this from the first day.',
    'That was brought to us by sheer luck.',
  ])('real talk stays: %s', (text) => {
    expect(among([text])).toEqual([null]);
  });

  it('are found in other languages by address and code', () => {
    const said = [
      ...plainSentences(10),
      'Mit dem promo code FLUSS bei kissen.de',
      'auf kissen.com/fluss',
      ...plainSentences(10),
    ];
    expect(rulesOf(said, 'de').slice(10, 12)).toEqual(['sponsor', 'sponsor']);
  });
});

describe('housekeeping, welcomes and goodbyes', () => {
  it.each([
    ['housekeeping', 'Please subscribe to the show wherever you listen.'],
    ['housekeeping', "Don't forget to subscribe."],
    ['housekeeping', 'The link is in the description.'],
    ['housekeeping', "We'll link to it in the show notes."],
    ['housekeeping', 'Leave us a five-star review, it helps.'],
    ['housekeeping', 'You can find me on Twitter.'],
    ['housekeeping', 'Where can people find you?'],
    ['housekeeping', 'Follow us on Instagram.'],
    ['introduction', 'Welcome back to the show.'],
    ['introduction', 'My guest today is a sailor.'],
    ['introduction', 'Thanks so much for having me.'],
    ['introduction', "I'm really excited to be here."],
    ['goodbye', 'Thank you so much for listening.'],
    ['goodbye', 'See you in the next episode.'],
    ['goodbye', "That's it for today."],
  ])('%s: %s', (rule, text) => {
    expect(among([text])).toEqual([rule]);
  });

  it.each([
    'Half of the people who subscribe never open the letter.',
    'They will leave us for a job that is one block closer.',
    'I welcome every question that hurts.',
    'My guests at the hotel wanted breakfast at noon.',
    'You follow the river until it ends.',
    'He gave it a five out of ten.',
    "I'm honored to be one of the few who saw it.",
    'What she taught me is to say goodbye early.',
  ])('real talk stays: %s', (text) => {
    expect(among([text])).toEqual([null]);
  });

  it('after the first goodbye of the last minutes nothing more is picked', () => {
    const rules = rulesOf([
      ...plainSentences(80),
      'Thank you so much for doing this.',
      'I like your hat.',
      'It is old.',
    ]);
    expect(rules.slice(79)).toEqual([null, 'goodbye', 'goodbye', 'goodbye']);
  });
});

describe('disorder', () => {
  it('leaves out short turns that alternate quickly', () => {
    const turns = ['Yes.', 'No way.', 'I swear.', 'Stop it.', 'Really.', 'Come on.', 'Ha.'].map((text, index) => ({
      text,
      speaker: index % 2 ? 'A' : 'B',
      startMs: 200_000 + index * 900,
      endMs: 200_700 + index * 900,
    }));
    const list = [...plainSentences(30), ...turns];
    expect(new Set(rulesOf(list).slice(30))).toEqual(new Set(['cross-talk']));
  });

  it('keeps a question and a short answer', () => {
    expect(
      among([{ text: 'Did you ever see it?', speaker: 'B' }, 'Never.', { text: 'Not once?', speaker: 'B' }]),
    ).toEqual([null, null, null]);
  });

  it('leaves out what the engine was not sure of, but not for a single word', () => {
    expect(among([{ text: 'Blue horses ran over the hall.', confidence: 0.3 }])).toEqual(['uncertain words']);
    expect(among([{ text: 'Hm.', confidence: 0.2 }])).toEqual([null]);
  });

  it('leaves out text that is no speech', () => {
    expect(among(['[music]', '(applause)', '♪ ♪ ♪', '[laughs] I never said that.'])).toEqual([
      'no speech',
      'no speech',
      'no speech',
      null,
    ]);
  });

  it('survives an episode without sentences', () => {
    expect(excludedSentences({ language: 'en', durationMs: 0, sentences: [] }).size).toBe(0);
  });
});
