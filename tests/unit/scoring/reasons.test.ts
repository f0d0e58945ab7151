import { describe, expect, it } from 'vitest';
import { LEARNED_SIGNAL } from '#lib/shared/learning/events.ts';
import { FEATURES } from '#workers/scoring/features/definitions.ts';
import { MEANING_FEATURES } from '#workers/scoring/features/meaning.ts';
import { VECTOR_PART } from '#workers/scoring/model/scorer.ts';
import { SIGNAL_KINDS } from '#workers/scoring/signals.ts';
import { type SuggestOptions, suggestFrom } from '#workers/scoring/suggest.ts';
import { randomVectors } from './synthetic-vectors.ts';
import { episodeOf, plainTalk, strongMoment } from './talk.ts';

const lines = [
  ...plainTalk(90, { speakers: true }),
  ...strongMoment(1, 'Guest'),
  ...plainTalk(90, { speakers: true, seed: 90 }),
];
const episode = episodeOf(lines, { title: 'On failing and starting again' });

const SOUND = {
  name: 'laughter',
  weight: 0,
  value: ({ from }: { from: number }) => (from > 80 && from < 95 ? 1 : -0.2),
  evidence: () => 'a burst of 1.2 s',
};

describe('the reasons of a clip', () => {
  it.each<[string, Partial<SuggestOptions>]>([
    ['the weights alone', {}],
    ['sentence vectors', { embeddings: randomVectors(episode, 7) }],
    ['a sound that weighs nothing', { extras: [SOUND] }],
    ['preferences', { extras: [SOUND], preferences: { laughter: 0.12, story: -0.08, 'strong statement': 0.1 } }],
    ['preferences at their bounds', { preferences: Object.fromEntries(SIGNAL_KINDS.map(({ name }) => [name, 0.12])) }],
  ])('add up to the score exactly, with %s', (_name, options) => {
    const { clips } = suggestFrom(episode, { count: 10, ...options });
    expect(clips.length).toBeGreaterThanOrEqual(5);
    for (const { score, signals } of clips) {
      const thousandths = signals.reduce((sum, { weight }) => sum + Math.round(weight * 1000), 0);
      expect(thousandths).toBe(Math.round(score * 1000));
      expect(signals.every(({ weight }) => Math.abs(weight * 1000 - Math.round(weight * 1000)) < 1e-9)).toBe(true);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  });

  it('show the very words, strengths within bounds, and what speaks against the clip as well', () => {
    const { clips } = suggestFrom(episode, { count: 10 });
    const texts = (clip: (typeof clips)[number]) => clip.text.toLowerCase();
    for (const clip of clips) {
      for (const { name, evidence, value } of clip.signals) {
        const kind = SIGNAL_KINDS.find((each) => each.name === name);
        if (kind && kind.lexicons.length > 0 && evidence !== '') {
          for (const words of evidence.split(', ')) expect(texts(clip)).toContain(words);
        }
        expect(Math.abs(value ?? 0)).toBeLessThanOrEqual(1);
      }
    }
    expect(clips.flatMap(({ signals }) => signals).some(({ weight }) => weight < 0)).toBe(true);
    expect(JSON.stringify(clips).toLowerCase()).not.toContain('viral');
  });

  it('are shown for a sound although it weighs nothing; ratings add a part of their own', () => {
    const signalsOf = (options: Partial<SuggestOptions>, wanted: string) =>
      suggestFrom(episode, { count: 10, extras: [SOUND], ...options }).clips.flatMap(({ signals }) =>
        signals.filter(({ name }) => name === wanted),
      );
    expect(signalsOf({}, 'laughter').length).toBeGreaterThan(0);
    expect(signalsOf({}, 'laughter').every(({ weight }) => weight === 0)).toBe(true);
    expect(signalsOf({}, LEARNED_SIGNAL)).toEqual([]);
    const learned = signalsOf({ preferences: { laughter: 0.12 } }, LEARNED_SIGNAL);
    expect(learned.some(({ weight, evidence }) => weight > 0.1 && evidence.includes('laughter'))).toBe(true);
  });

  it('cover every feature once', () => {
    const named = SIGNAL_KINDS.flatMap(({ features }) => features);
    const known = [...FEATURES.map(({ name }) => name), ...MEANING_FEATURES, VECTOR_PART];
    expect([...named].sort()).toEqual([...known].sort());
  });
});

it('the clip with the most to say comes first', () => {
  const { clips } = suggestFrom(episode, { count: 5 });
  expect(clips[0]?.text).toContain('the biggest mistake');
  expect(clips[0]?.percentile).toBeGreaterThan(0.98);
});
