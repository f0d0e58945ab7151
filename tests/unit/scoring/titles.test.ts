import { describe, expect, it } from 'vitest';
import { createRandom } from '#tests/helpers/random.ts';
import { ownWords, textsOf } from '#workers/scoring/titles/index.ts';
import { asHashtag, episodeWords, keywordsOf } from '#workers/scoring/titles/keywords.ts';
import { asWritten } from '#workers/scoring/titles/spoken.ts';
import { quotesPair, tornBecause } from '#workers/scoring/titles/whole-thought.ts';

const moment = (texts: string[], given: { question?: string; language?: string } = {}) => ({
  language: given.language ?? 'en',
  sentences: texts.map((text) => ({ text, finished: /[.?!]$/.test(text) })),
  question: given.question ?? null,
  episodeTitle: 'An episode',
  episode: episodeWords(texts, (given.language ?? 'en') === 'en'),
});

describe('what is said, as it would be written', () => {
  it.each([
    ['So, um, you know, nobody leaves because the product is hard.', 'Nobody leaves because the product is hard'],
    ['And I think that you should wait.', 'You should wait'],
    ['I I I never asked, you know, for more.', 'I never asked for more'],
    ['It is the the only thing, right?', 'It is the only thing?'],
    ['[laughs] We sold it (applause) for nothing.', 'We sold it for nothing'],
    ['It was, like, the best year.', 'It was, the best year'],
    ['You know what I never told her?', 'You know what I never told her?'],
    ['That had had no effect.', 'That had had no effect'],
    ['Well, so, but.', ''],
    ['…', ''],
  ])('%s', (said, written) => {
    expect(asWritten(said, true)).toBe(written);
  });

  it('leaves the words of other languages alone', () => {
    expect(asWritten('  so war das , und nicht anders . ', false)).toBe('So war das, und nicht anders');
  });
});

describe('a whole thought', () => {
  it.each([
    'Nobody leaves because the product is hard',
    'The biggest mistake is waiting',
    'If you never raise prices, you die',
    'What are you waiting for?',
    'People who wait lose',
    'We threw the tour away',
    'Raising prices is the only lever',
    'She said "never" and left',
    'When do you stop?',
    'When I was ten, my father sold the boat',
    "It doesn't matter what they ask for",
  ])('is: %s', (title) => {
    expect(tornBecause(title, { endsSentence: true })).toBeNull();
  });

  it.each([
    'And then we left the house',
    'Because nobody asked for it',
    'Which is why we stopped',
    'If you never raise prices',
    'When I was ten years old',
    'The thing that people get wrong about pricing',
    'Something that is very complicated',
    'We went to the',
    'They talked about',
    'We should never have gone with',
    'It is not only a matter of',
    'I wanted to',
    'We stopped because',
    'We were very',
    'He said "never and left',
    'They wait, and wait,',
    'Bread, butter, cheese, wine',
    'Getting a lot of people because when you wait',
    'It is like when their fundamental functions',
    'The way to win is to say',
    'Rather than building a tool that nobody wants',
    'To make it work',
    'Just to give people a reason',
    'Big red boats',
    'Too short',
    'Would have been the one',
  ])('is not: %s', (title) => {
    expect(tornBecause(title, { endsSentence: false })).not.toBeNull();
  });

  it('knows pairs of quotes, and apostrophes as none', () => {
    expect(quotesPair('It’s “fine” and (true)')).toBe(true);
    expect(quotesPair('It is “fine')).toBe(false);
    expect(quotesPair('It is fine)')).toBe(false);
  });
});

describe('titles', () => {
  it('state the point rather than the first words', () => {
    const { titles } = textsOf(
      moment([
        'So when a new person opens the product, what happens is kind of strange.',
        'Nobody leaves because the product is hard.',
        'They leave because in ninety seconds nothing happened that was about them.',
        'And so we threw the tour away.',
      ]),
    );
    expect(titles[0]).toBe('Nobody leaves because the product is hard');
    expect(titles).toHaveLength(3);
  });

  it('take up the question that the clip answers', () => {
    const { titles } = textsOf(
      moment(['It was the winter of the flood.', 'The harbour froze and the boats were stuck for weeks.'], {
        question: 'Great. So, um, why did you sell the boats?',
      }),
    );
    expect(titles).toContain('Why did you sell the boats?');
  });

  it('cut a long sentence only at a whole thought', () => {
    const { titles } = textsOf(
      moment([
        'They leave because in ninety seconds nothing happened that was about them, and we watched four hundred recordings of it happening again and again until somebody cried.',
      ]),
    );
    expect(titles).toContain('They leave because in ninety seconds nothing happened that was about them');
    expect(titles).toContain('We watched four hundred recordings of it happening again');
  });

  it('name the topics rather than tear a sentence where nothing is whole', () => {
    const { titles } = textsOf(
      moment(['which the harbour of the harbour and the winter of that winter and the boats of boats whose']),
    );
    expect(titles).toEqual(['On harbour, winter and boats']);
  });

  it('are whole thoughts, capitalised, without a comma at the end, for any words', () => {
    const random = createRandom(11);
    const pieces = [
      'and',
      'so',
      'the boat',
      'never',
      'left',
      'because',
      'we',
      ',',
      'who',
      'said',
      '"',
      'of',
      'to',
      'nothing',
      'is',
      'prices',
      'wait',
      'you',
      'if',
      'um',
    ];
    for (let round = 0; round < 400; round += 1) {
      const texts = Array.from({ length: random.whole(1, 6) }, () => {
        const words = Array.from({ length: random.whole(1, 30) }, () => random.pick(pieces)).join(' ');
        return words + random.pick(['.', '?', '', ',']);
      });
      const { titles, hashtags, description } = textsOf(moment(texts));
      expect(titles.length).toBeGreaterThan(0);
      for (const [index, title] of titles.entries()) {
        expect(title).toBe(title.trim());
        expect(title.length).toBeLessThanOrEqual(90);
        expect(title).not.toMatch(/[,;:]$/);
        expect(title.charAt(0)).toBe(title.charAt(0).toUpperCase());
        if (titles.length > 1 && !title.startsWith('On '))
          expect(tornBecause(title, { endsSentence: true }), `${title} (${index})`).toBeNull();
      }
      expect(new Set(titles).size).toBe(titles.length);
      expect(hashtags.length).toBeLessThanOrEqual(5);
      expect(description.length).toBeLessThanOrEqual(240);
    }
  });

  it('exist where hardly anything is said', () => {
    expect(textsOf(moment([])).titles).toEqual(['An episode']);
    expect(textsOf(moment(['Ja.'], { language: 'de' })).titles).toEqual(['Ja']);
    expect(textsOf(moment(['a'.repeat(500)])).titles[0]).toHaveLength(70);
  });

  it('in other languages are whole sentences', () => {
    const { titles, hashtags } = textsOf(
      moment(
        [
          'Niemand geht, weil das Produkt schwer ist.',
          'Sie gehen, weil nach neunzig Sekunden nichts geschah.',
          'Das Produkt war fertig, die Menschen nicht.',
        ],
        {
          language: 'de',
        },
      ),
    );
    expect(titles[0]).toMatch(/^[A-Z].*[a-z]$/);
    expect(titles.length).toBe(3);
    for (const tag of hashtags) expect(tag).toMatch(/^#\p{L}+$/u);
  });

  it('can be written by somebody else', async () => {
    const given = moment(['Nobody leaves because the product is hard.']);
    expect(await ownWords.write(given)).toEqual(textsOf(given));
  });
});

describe('descriptions and hashtags', () => {
  const texts = [
    'Pricing is where founders lose their nerve.',
    'When we raised the price of the annual plan, nobody left.',
    'The annual plan paid for everything else.',
    'Pricing told us who our customers were.',
  ];

  it('describe in one or two sentences of the clip', () => {
    const { description } = textsOf(moment(texts));
    expect(description).toMatch(/[.?!]$/);
    expect(texts.some((text) => description.includes(text))).toBe(true);
    expect(description.split(/(?<=[.?!]) /)).toHaveLength(2);
  });

  it('are what the clip talks about, without function words, a pair as one', () => {
    const episode = episodeWords(
      [...texts, ...Array.from({ length: 40 }, () => 'We walked along the river again.')],
      true,
    );
    const { hashtags } = textsOf({ ...moment(texts), episode });
    expect(hashtags).toContain('#pricing');
    expect(hashtags).toContain('#AnnualPlan');
    expect(hashtags.length).toBeGreaterThanOrEqual(3);
    expect(hashtags.join(' ')).not.toMatch(/#(?:the|when|who|everything|were)\b/i);
  });

  it('never name one thing twice', () => {
    const words = keywordsOf(
      'price prices pricing priced founder founders',
      episodeWords(['price price price'], true),
      5,
    );
    expect(words.map(({ text }) => text)).toHaveLength(2);
  });

  it('are tags that platforms take', () => {
    expect(asHashtag('product market')).toBe('#ProductMarket');
    expect(asHashtag("année d'or")).toBe('#AnnéeDOr');
  });
});
