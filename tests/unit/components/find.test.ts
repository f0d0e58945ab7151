import { describe, expect, it } from 'vitest';
import { parseTimecode, partOf, rangeOf } from '#components/clips/find-words.ts';
import { isPlainPart, pointsOf, reasonsFor, signalName } from '#components/clips/signal-words.ts';
import { english } from '#tests/helpers/texts.ts';

describe('times written by hand', () => {
  it.each([
    ['12:30', 750_000],
    ['1:02:03', 3_723_000],
    ['90', 90_000],
    ['0:05.5', 5500],
    [' 7:08 ', 428_000],
    ['75:00', 4_500_000],
    ['12,5', 12_500],
  ])('%s', (text, ms) => {
    expect(parseTimecode(text)).toBe(ms);
  });

  it.each(['', 'soon', '1:99', '-5', '1:2:3:4', '1::2'])('“%s” is none', (text) => {
    expect(parseTimecode(text)).toBeNull();
  });

  it('make a range, or are refused in a sentence', () => {
    expect(rangeOf(1000, 9000, 60_000)).toEqual({ startMs: 1000, endMs: 9000 });
    expect(rangeOf(1000, 90_000, 60_000.4)).toEqual({ startMs: 1000, endMs: 60_001 });
    for (const bad of [rangeOf(null, 5, 10), rangeOf(9000, 1000, 60_000), rangeOf(70_000, 80_000, 60_000)]) {
      expect(typeof bad === 'string' && english(bad)).toMatch(/\.$/);
    }
  });

  it('a third of the episode', () => {
    expect(partOf('whole', 90_000)).toBeNull();
    expect(partOf('middle', 90_000)).toEqual({ startMs: 30_000, endMs: 60_000 });
    expect(partOf('last', 0)).toBeNull();
  });
});

describe('reasons in words', () => {
  const signal = (name: string, weight: number) => ({ name, weight, evidence: '' });

  it('chips are what speaks for a clip, the strongest first', () => {
    const signals = [
      signal('average moment of this episode', 0.5),
      signal('story', 0.02),
      signal('courtesy', -0.1),
      signal('number', 0.04),
      signal('energy', 0),
    ];
    expect(reasonsFor(signals).map(({ name }) => name)).toEqual(['number', 'story']);
    expect(isPlainPart(signal('smaller reasons', 0.01))).toBe(true);
  });

  it('a search is named by what was asked', () => {
    expect(signalName(english, signal('asked: pricing', 0.4))).toBe('about “pricing”');
    expect(signalName(english, signal('asked: more like these', 0.1))).toBe('more like these');
    expect(signalName(english, signal('story', 0.1))).toBe('story');
  });

  it('points have a digit where it matters', () => {
    expect([0.5, 0.062, 0.0004, -0.1].map((weight) => pointsOf(english, weight))).toEqual(['50', '6.2', '0', '-10']);
  });
});
