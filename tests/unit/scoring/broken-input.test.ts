import { describe, expect, it } from 'vitest';
import type { Transcript } from '#lib/shared/transcript.ts';
import { episodeOfBench } from '#workers/scoring/episode.ts';
import { suggestClips, suggestFrom } from '#workers/scoring/suggest.ts';
import { episodeOf, plainTalk } from './talk.ts';

const EMPTY: Transcript = {
  language: 'en',
  durationMs: 0,
  model: 'm',
  engine: 'e',
  segments: [],
  words: [],
  notes: [],
};
const bench = (segments: { startMs: number; endMs: number; text: string }[]) =>
  episodeOfBench({
    id: 'x',
    title: '',
    language: 'en',
    segments: segments.map((segment) => ({ ...segment, speaker: null })),
    picks: [],
  });
const because = (text: string) => [expect.objectContaining({ code: 'no_clips', text: expect.stringContaining(text) })];

describe('broken input gives no clips, and says why', () => {
  it('nothing at all', () => {
    expect(suggestClips(EMPTY, { count: 10 })).toEqual({ clips: [], notes: because('no speech') });
  });

  it('only empty texts, reversed and negative times', () => {
    const episode = bench([
      { startMs: 5000, endMs: 1000, text: 'Backwards it goes.' },
      { startMs: -4000, endMs: -1000, text: 'Before the beginning.' },
      { startMs: 0, endMs: 4000, text: '   ' },
      { startMs: Number.NaN, endMs: 9000, text: 'At no time.' },
    ]);
    expect(suggestFrom(episode, { count: 10 })).toEqual({ clips: [], notes: because('no speech') });
  });

  it('one sentence of 20 minutes', () => {
    const long = bench([{ startMs: 0, endMs: 1_200_000, text: `${'and then we went on '.repeat(400)}.` }]);
    const { clips, notes } = suggestFrom(long, { count: 10 });
    expect(clips).toEqual([]);
    expect(notes).toEqual(because('long enough'));
  });

  it('words that the engine was not sure of, everywhere', () => {
    const unsure = episodeOf(plainTalk(120).map((line) => ({ ...line, confidence: 0.1 })));
    expect(suggestFrom(unsure, { count: 10 })).toEqual({ clips: [], notes: because('uncertain') });
  });

  it('music and nothing else', () => {
    const music = episodeOf(Array.from({ length: 40 }, () => ({ text: '[music]' })));
    expect(suggestFrom(music, { count: 10 })).toEqual({ clips: [], notes: because('no speech') });
  });
});

it('reversed times in the middle cost only those sentences', () => {
  const sentences = plainTalk(150);
  const segments = sentences.map(({ text }, at) => ({ startMs: at * 5000, endMs: at * 5000 + 4800, text }));
  segments[40] = { startMs: 200_000, endMs: 190_000, text: 'Backwards in time.' };
  segments[41] = { startMs: -5, endMs: 5, text: 'Before the beginning.' };
  const { clips } = suggestFrom(bench(segments), { count: 10 });
  expect(clips).toHaveLength(10);
  for (const { text, startMs, endMs } of clips) {
    expect(text).not.toMatch(/Backwards|Before the beginning/);
    expect(endMs - startMs).toBeGreaterThanOrEqual(12_000);
    expect(endMs - startMs).toBeLessThanOrEqual(60_600);
  }
});

it('ten minutes of talk give five clips at least', () => {
  const { clips, notes } = suggestFrom(episodeOf(plainTalk(125)), { count: 10 });
  expect(clips.length).toBeGreaterThanOrEqual(5);
  expect(notes.every(({ code }) => code === 'few_clips')).toBe(true);
});
