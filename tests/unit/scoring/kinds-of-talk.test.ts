import { describe, expect, it } from 'vitest';
import { FEATURES } from '#workers/scoring/features/definitions.ts';
import { indexEpisode } from '#workers/scoring/features/index.ts';
import { turnsOf } from '#workers/scoring/features/turns.ts';
import { type Talk, talkSchema, weightsFor } from '#workers/scoring/model/weights.ts';
import { suggestFrom } from '#workers/scoring/suggest.ts';
import { randomVectors } from './synthetic-vectors.ts';
import { episodeOf, plainTalk, STRONG } from './talk.ts';

const families = new Map(FEATURES.map(({ name, family }) => [name, family]));

describe('the weights', () => {
  it.each(talkSchema.options.flatMap((talk) => [false, true].map((embeddings) => ({ talk, embeddings }))))(
    'for $talk, embeddings $embeddings, are complete and say where they come from',
    ({ talk, embeddings }) => {
      const weights = weightsFor(talk, embeddings);
      expect(weights).toMatchObject({ talk, embeddings, provenance: { command: 'npm run clips:train' } });
      expect(weights.vector?.length).toBe(embeddings ? 384 : undefined);
      expect(weights.provenance.crossValidated.map(({ targetSeconds }) => targetSeconds)).toEqual([30, 50]);
      for (const name of Object.keys(weights.features)) {
        expect(families.has(name) || name.startsWith('close to') || name === 'on one subject').toBe(true);
      }
    },
  );

  it('for one speaker hold nothing of who speaks and when', () => {
    for (const embeddings of [false, true]) {
      const used = Object.keys(weightsFor('single', embeddings).features).map((name) => families.get(name));
      expect(used).not.toContain('speaker');
      expect(used).not.toContain('position');
    }
  });
});

it('one speaker, or none named, is scored with the weights for one speaker', () => {
  const asked: Talk[] = [];
  const weights = (talk: Talk, embeddings: boolean) => {
    asked.push(talk);
    return weightsFor(talk, embeddings);
  };
  suggestFrom(episodeOf(plainTalk(60)), { count: 5, weights });
  suggestFrom(episodeOf(plainTalk(60).map((line) => ({ ...line, speaker: 'Anna' }))), { count: 5, weights });
  suggestFrom(episodeOf(plainTalk(60, { speakers: true })), { count: 5, weights });
  expect(asked).toEqual(['single', 'single', 'dialogue']);
});

it('the host is who asks most per minute, whatever the names', () => {
  const lines = plainTalk(120, { speakers: true });
  expect(turnsOf(episodeOf(lines).sentences)).toMatchObject({ several: true, host: 'Host' });
  const renamed = lines.map((line) => ({ ...line, speaker: line.speaker === 'Host' ? 'SPEAKER_01' : 'SPEAKER_00' }));
  expect(turnsOf(episodeOf(renamed).sentences).host).toBe('SPEAKER_01');
});

describe('other languages', () => {
  const who = ['Das Unternehmen', 'Niemand', 'Unsere Gruppe', 'Der Nachbar', 'Die Malerin', 'Ein Kunde', 'Der Markt'];
  const what = [
    'baute',
    'kaufte',
    'suchte',
    'verkaufte',
    'malte',
    'plante',
    'schloss',
    'fand',
    'trug',
    'prüfte',
    'öffnete',
  ];
  const whom = [
    'eine Brücke',
    'zwei Boote',
    'den Garten',
    'das Büro',
    'einen Bericht',
    'die Möbel',
    'ein Lager',
    'Lampen',
    'Stühle',
  ];
  const lines = Array.from({ length: 150 }, (_, at) => ({
    text: `${who[at % 7]} ${what[at % 11]} ${whom[at % 9]} im Jahr ${1850 + at}, und niemand fragte danach.`,
  }));

  it('are scored without English words, and the page says so', () => {
    const episode = episodeOf(lines, { language: 'de' });
    const { clips, notes } = suggestFrom(episode, { count: 10, embeddings: randomVectors(episode, 3) });
    expect(clips.length).toBeGreaterThanOrEqual(5);
    expect(notes.map(({ code }) => code)).toContain('signals_english_only');
    const english = new Set(['strong statement', 'story', 'advice', 'contrast', 'speaks to you', 'hesitation']);
    for (const { signals } of clips) expect(signals.filter(({ name }) => english.has(name))).toEqual([]);
  });

  it('without spaces between words are counted as about so many words', () => {
    const japanese = Array.from({ length: 150 }, (_, at) => ({
      text: `今日は会社の話をします、そして第${at}章に進みます。`,
    }));
    const episode = episodeOf(japanese, { language: 'ja' });
    expect(episode.sentences[0]?.wordCount).toBeGreaterThan(8);
    const { clips } = suggestFrom(episode, { count: 10 });
    expect(clips.length).toBeGreaterThan(0);
    for (const { score } of clips) expect(Number.isFinite(score)).toBe(true);
  });
});

describe('long episodes', () => {
  it('are as good at the end as at the beginning', () => {
    const lines = plainTalk(2160, { speakers: true });
    const places = Array.from({ length: 9 }, (_, at) => 120 + at * 230);
    for (const [at, place] of places.entries())
      lines.splice(place, 3, ...(STRONG[at] ?? []).map((text) => ({ text, speaker: 'Guest' })));
    const { clips } = suggestFrom(episodeOf(lines), { count: 9 });
    const found = places.filter((place) =>
      clips.some(({ startMs, endMs }) => startMs < (place + 3) * 5000 && endMs > place * 5000),
    );
    expect(found.length).toBeGreaterThanOrEqual(8);
    const third = 720 * 5000;
    expect(clips.filter(({ startMs }) => startMs >= 2 * third).length).toBeGreaterThanOrEqual(2);
    expect(clips.filter(({ startMs }) => startMs < third).length).toBeLessThanOrEqual(4);
  });

  it('are read in steps that grow no faster than they', () => {
    const reads = (count: number) => {
      let asked = 0;
      const lines = plainTalk(count);
      const index = indexEpisode(episodeOf(lines));
      suggestFrom(episodeOf(lines), {
        count: 10,
        extras: [
          {
            name: 'counter',
            weight: 1e-9,
            value: () => {
              asked += 1;
              return 0;
            },
            evidence: () => '',
          },
        ],
      });
      expect(index.plain.words.length).toBe(count + 1);
      return asked;
    };
    expect(reads(2000) / reads(500)).toBeLessThan(4.5);
  });
});
