/** Patterns of one signal. English only. */
export interface HandSetSignal {
  readonly name: string;
  /** Share of the score that one match gives, and the most it can give. */
  readonly each: number;
  readonly most: number;
  readonly pattern: RegExp;
}

/** The first scorer's set, now the baseline that lists of words make. The weights are set by hand. */
export const LEXICON_SIGNALS: readonly HandSetSignal[] = [
  {
    name: 'strong statement',
    each: 0.05,
    most: 0.15,
    pattern:
      /\b(?:never|always|nobody|no one|everybody|everyone|nothing|everything|impossible|the only|the most|the best|the worst|the biggest|absolutely|must)\b/giu,
  },
  {
    name: 'contrast',
    each: 0.05,
    most: 0.1,
    pattern:
      /\b(?:instead of|rather than|but actually|the opposite|on the contrary|not because|even though|in spite of|and yet|not\b[^.?!,]{2,40}\bbut)\b/giu,
  },
  {
    name: 'story',
    each: 0.04,
    most: 0.12,
    pattern:
      /\b(?:one day|years ago|months ago|the first time|i remember|when i was|at that moment|that night|that morning|suddenly|i was standing|he said|she said|they said|i said)\b/giu,
  },
  {
    name: 'advice',
    each: 0.04,
    most: 0.1,
    pattern:
      /\b(?:you should|you have to|you need to|you want to|don't ever|make sure|my advice|the trick is|the key is|if you)\b/giu,
  },
  {
    name: 'admits a mistake',
    each: 0.05,
    most: 0.1,
    pattern:
      /\b(?:mistakes?|i was wrong|we were wrong|got it wrong|failed|failure|regret|i didn't know|embarrass\w*|lost everything|almost quit|gave up)\b/giu,
  },
  {
    name: 'a number',
    each: 0.03,
    most: 0.06,
    pattern:
      /(?:[$€£]\s?\d[\d.,]*(?:\s?(?:million|billion|thousand))?|\b\d[\d.,]*\s?(?:%|percent|million|billion|thousand|years|people|times|dollars|hours)?(?!\w)|\b(?:hundreds|thousands|millions|half|twice|double) of\b)/giu,
  },
  {
    name: 'speaks to you',
    each: 0.02,
    most: 0.07,
    pattern: /\b(?:you|your|yourself)\b/giu,
  },
];
