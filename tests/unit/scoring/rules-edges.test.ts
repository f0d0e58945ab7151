import { describe, expect, it } from 'vitest';
import { createRandom } from '#tests/helpers/random.ts';
import {
  beginWithQuestion,
  compareStories,
  diversify,
  endingQuality,
  openerQuality,
  questionBefore,
  repeated,
} from '#workers/scoring/rules/index.ts';
import { sentencesOf } from '#workers/scoring/sentences.ts';
import { transcriptOf } from './transcripts.ts';

describe('openers', () => {
  it.each([
    'And so he did that.',
    'Because nobody asked.',
    'Which is why we stopped.',
    'Yeah, exactly.',
    'But it never came.',
    'Or the other one.',
    'they went home.',
    'Him and his brother.',
    '',
  ])('hangs on what came before: %s', (text) => {
    expect(openerQuality({ text }).quality).toBeLessThan(0.5);
  });

  it.each([
    'Nobody leaves because the product is hard.',
    'The biggest mistake is waiting.',
    'What would you do with a year?',
    'When I was ten my father sold the boat.',
    'This company had no name.',
    'I never wanted to be famous.',
    'It turns out that rivers move.',
    'Because I was late, the boat left without me.',
  ])('stands alone: %s', (text) => {
    expect(openerQuality({ text }).quality).toBeGreaterThanOrEqual(0.5);
  });
});

describe('endings', () => {
  it.each(['We went there and', 'So…', 'The thing is,', 'It was about the', 'Do you know why?', 'I wanted to -'])(
    'is none: %s',
    (text) => {
      expect(endingQuality({ text, finished: /[.?!]$/.test(text) }).quality).toBeLessThan(0.5);
    },
  );

  it.each([
    'That is the whole secret.',
    'I think so.',
    'And that is what it is.',
    'Never again!',
    'Er hat nie gefragt.',
  ])('is one: %s', (text) => {
    expect(endingQuality({ text, finished: true }).quality).toBe(1);
  });
});

describe('the question before', () => {
  const asked = (texts: string[], speakers: string[]) => {
    const transcript = transcriptOf(texts);
    return sentencesOf({
      ...transcript,
      segments: transcript.segments.map((segment, index) => ({ ...segment, speaker: speakers[index] ?? null })),
    });
  };

  it('is what the other one asked, also with a nod in between', () => {
    const list = asked(
      ['Why did you leave the harbour that night?', 'Good question.', 'The sea was calm and I was not.'],
      ['A', 'B', 'B'],
    );
    expect(questionBefore(list, 2)).toEqual({
      index: 0,
      text: 'Why did you leave the harbour that night?',
      otherSpeaker: true,
    });
  });

  it('is not a tag, nothing of the same speaker, nothing far away', () => {
    expect(questionBefore(asked(['It was cold out there, right?', 'The sea was calm.'], ['A', 'B']), 1)).toBeNull();
    expect(questionBefore(asked(['Why did I leave that night?', 'The sea was calm.'], ['A', 'A']), 1)).toBeNull();
    const far = [
      'Why did you leave the harbour?',
      'One long sentence that says something of its own here.',
      'The sea was calm.',
    ];
    expect(questionBefore(asked(far, ['A', 'B', 'B']), 2)).toBeNull();
    expect(questionBefore([], 0)).toBeNull();
  });
});

describe('stories', () => {
  const texts = [
    'My grandfather sold his violin to buy a fishing boat in the winter.',
    'The boat sank after three days because the harbour master lied about the hull.',
    'Pricing is the only lever that works on the same afternoon.',
    'Most founders raise prices two years too late and regret it.',
    'Grandfather sold the violin for a fishing boat, and the harbour master had lied about its hull.',
    'The boat sank on the third day of that winter.',
  ];
  const stories = compareStories(texts.map((text) => ({ text })));

  it('knows a story told twice in other words', () => {
    expect(stories.sameStory({ from: 0, to: 1 }, { from: 4, to: 5 })).toBe(true);
    expect(stories.sameStory({ from: 0, to: 1 }, { from: 2, to: 3 })).toBe(false);
  });

  it('does not take everything for the same where few words are said again and again', () => {
    const random = createRandom(5);
    const words = ['boat', 'river', 'winter', 'harbour', 'violin', 'people', 'mistake', 'summer', 'never', 'bread'];
    const lesson = Array.from({ length: 160 }, () => ({
      text: Array.from({ length: 5 }, () => random.pick(words)).join(' '),
    }));
    const alike = compareStories(lesson);
    const runs = Array.from({ length: 16 }, (_, at) => ({ from: at * 10, to: at * 10 + 7 }));
    const same = runs.flatMap((one, at) => runs.slice(at + 1).filter((other) => alike.similarity(one, other) > 0.62));
    expect(same.length).toBeGreaterThan(20);
    const told = runs.flatMap((one, at) =>
      runs.slice(at + 1).filter((other) => alike.similarity(one, other) < 0.9 && alike.sameStory(one, other)),
    );
    expect(told).toEqual([]);
  });

  it('takes the meaning where vectors are given', () => {
    const close = compareStories(
      texts.map((text) => ({ text })),
      () => 0.95,
    );
    expect(close.sameStory({ from: 0, to: 1 }, { from: 2, to: 3 })).toBe(true);
  });

  it('knows what is said again word by word', () => {
    expect(
      repeated(
        'We never ask people what they want to have.',
        'Well, we never ask people what they want to have, ever.',
      ),
    ).toBe(true);
    expect(repeated('We never ask people.', 'We always ask people.')).toBe(false);
  });
});

describe('variety', () => {
  const at = (minute: number, score: number) => ({ startMs: minute * 60_000, endMs: minute * 60_000 + 40_000, score });

  it('never overlaps, and takes the other part of the episode among near equals', () => {
    const near = [at(10, 0.9), at(10.5, 0.88), at(11, 0.599), at(50, 0.59), at(70, 0.1)];
    const chosen = diversify(near, { count: 2, durationMs: 80 * 60_000 });
    expect(chosen.map(({ startMs }) => startMs / 60_000)).toEqual([10, 50]);
  });

  it('leaves a clearly better one its place', () => {
    const chosen = diversify([at(10, 0.9), at(11, 0.85), at(50, 0.3)], { count: 2, durationMs: 80 * 60_000 });
    expect(chosen.map(({ score }) => score)).toEqual([0.9, 0.85]);
  });

  it('never takes the same story twice', () => {
    const chosen = diversify([at(1, 0.9), at(20, 0.8), at(40, 0.1)], {
      count: 3,
      durationMs: 80 * 60_000,
      sameStory: (a, b) => a.score > 0.5 && b.score > 0.5,
    });
    expect(chosen.map(({ score }) => score)).toEqual([0.9, 0.1]);
  });
});

describe('an answer that makes no sense alone', () => {
  const said = (texts: string[], speakers: string[]) => {
    const transcript = transcriptOf(texts);
    const segments = transcript.segments.map((segment, index) => ({ ...segment, speaker: speakers[index] ?? null }));
    return sentencesOf({ ...transcript, segments });
  };
  const list = said(
    ['Why did you leave the harbour that night?', 'Because nobody asked.', 'The boat was ready and the sea was calm.'],
    ['A', 'B', 'B'],
  );
  const free = () => true;

  it('takes its question in where that fits', () => {
    expect(beginWithQuestion(list, { from: 1, to: 2 }, { longestMs: 60_000, isFree: free })).toBe(0);
    expect(beginWithQuestion(list, { from: 1, to: 2 }, { longestMs: 4000, isFree: free })).toBe(1);
    expect(beginWithQuestion(list, { from: 1, to: 2 }, { longestMs: 60_000, isFree: (at) => at !== 0 })).toBe(1);
  });

  it('is left as it is where it stands alone, or nobody asked', () => {
    const whole = said(['Why did you leave the harbour?', 'The sea was calm that night.'], ['A', 'B']);
    expect(beginWithQuestion(whole, { from: 1, to: 1 }, { longestMs: 60_000, isFree: free })).toBe(1);
    expect(beginWithQuestion(list, { from: 2, to: 2 }, { longestMs: 60_000, isFree: free })).toBe(2);
    expect(beginWithQuestion([], { from: 0, to: 0 }, { longestMs: 60_000, isFree: free })).toBe(0);
  });
});
