import { describe, expect, it } from 'vitest';
import { episodeOfTranscript } from '#workers/scoring/episode.ts';
import { steer } from '#workers/scoring/steering/index.ts';
import { matchQuery, stem } from '#workers/scoring/steering/query.ts';
import { plainSentences, transcriptOf } from './transcripts.ts';

const texts = plainSentences(40);
texts[5] = 'We raised our prices in the spring and nobody left.';
texts[6] = 'Pricing is the one lever that works on the same afternoon.';
texts[20] = 'The violin was sold for a fishing boat.';
texts[30] = 'A boat is a hole in the water.';
const episode = episodeOfTranscript(transcriptOf(texts));
const { sentences } = episode;
const candidate = (from: number, to: number) => ({
  from,
  to,
  startMs: sentences[from]?.startMs ?? 0,
  endMs: sentences[to]?.endMs ?? 0,
});
const nothing = { more: [], less: [], taken: [] };

describe('stems', () => {
  it.each([
    ['pricing', 'prices'],
    ['priced', 'price'],
    ['stopped', 'stopping'],
    ['companies', 'company'],
    ['founder', 'founders'],
    ["violin's", 'violins'],
  ])('%s and %s are one', (a, b) => {
    expect(stem(a)).toBe(stem(b));
  });

  it.each([
    ['price', 'pride'],
    ['boat', 'boar'],
    ['sing', 'sea'],
  ])('%s and %s are not', (a, b) => {
    expect(stem(a)).not.toBe(stem(b));
  });
});

describe('a topic or question', () => {
  it.each(['pricing', 'moments about pricing', 'What did they say about prices?', 'PRICE'])('%s', (query) => {
    const match = matchQuery(query, sentences, 'en');
    expect(match.found).toBe(true);
    expect(match.strength({ from: 5, to: 6 })).toBeGreaterThan(0.7);
    expect(match.words({ from: 5, to: 6 })).toEqual(['prices', 'pricing']);
    expect(match.strength({ from: 15, to: 25 })).toBe(0);
  });

  it('counts a rare word more than one that is said everywhere', () => {
    const match = matchQuery('violin river', sentences, 'en');
    expect(match.strength({ from: 20, to: 20 })).toBeGreaterThan(match.strength({ from: 10, to: 10 }));
  });

  it('that nobody talks about is not found', () => {
    const match = matchQuery('quantum', sentences, 'en');
    expect(match.found).toBe(false);
    expect(match.strength({ from: 0, to: 39 })).toBe(0);
  });

  it('of nothing but small words still looks for them', () => {
    expect(matchQuery('what about us', sentences, 'en').found).toBe(false);
    expect(matchQuery('??', sentences, 'en').found).toBe(false);
  });

  it('in another language goes by the first letters', () => {
    const german = episodeOfTranscript(transcriptOf(['Die Preise steigen.', 'Das Haus ist alt.'], { language: 'de' }));
    expect(matchQuery('Preis', german.sentences, 'de').strength({ from: 0, to: 0 })).toBeGreaterThan(0.3);
  });
});

describe('a search', () => {
  it('for a topic takes only moments about it, and says by which words', () => {
    const { extras, within, notes } = steer(episode, { ...nothing, query: 'pricing' });
    expect(extras[0]?.name).toBe('asked: pricing');
    expect(extras[0]?.weight).toBeGreaterThan(0.3);
    expect(extras[0]?.evidence(candidate(4, 7))).toBe('prices, pricing');
    expect(within(candidate(4, 7))).toBe(true);
    expect(within(candidate(10, 14))).toBe(false);
    expect(notes).toEqual([]);
  });

  it('says where nothing of it is said', () => {
    expect(steer(episode, { ...nothing, query: 'quantum' }).notes).toEqual([
      { code: 'nothing_about', text: 'Nothing of “quantum” is said in this episode.' },
    ]);
  });

  it('takes the meaning where there are vectors', () => {
    const { within, extras } = steer(episode, { ...nothing, query: 'quantum' }, ({ from }) => (from === 20 ? 0.8 : 0));
    expect(within(candidate(20, 22))).toBe(true);
    expect(within(candidate(24, 26))).toBe(false);
    expect(extras[0]?.value(candidate(20, 22))).toBe(1);
  });

  it('likes what is like the clips of which more is wanted, and not what is like the others', () => {
    const { extras } = steer(episode, {
      ...nothing,
      more: ['My violin paid for the fishing boat.'],
      less: [texts[6] ?? ''],
    });
    const [more, less] = extras;
    expect(more?.value(candidate(20, 20))).toBeGreaterThan(0.8);
    expect(more?.value(candidate(6, 6))).toBe(0);
    expect(more?.evidence(candidate(20, 20))).toContain('violin');
    expect(less?.weight).toBeLessThan(0);
    expect(less?.value(candidate(6, 6))).toBe(1);
  });

  it('stays in its part of the episode and out of clips that stay', () => {
    const range = { startMs: sentences[10]?.startMs ?? 0, endMs: sentences[20]?.endMs ?? 0 };
    const { within } = steer(episode, { ...nothing, range, taken: [candidate(12, 14)] });
    expect(within(candidate(16, 19))).toBe(true);
    expect(within(candidate(5, 8))).toBe(false);
    expect(within(candidate(18, 22))).toBe(false);
    expect(within(candidate(13, 17))).toBe(false);
  });
});
