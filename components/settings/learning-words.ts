import type { LearningView } from '#lib/shared/learning/review.ts';

/** A tenth of a point is what the page can show. */
const LEAST_CHANGE = 0.0005;
const MOST_SHOWN = 12;

/** The signals that ratings moved, the most first. */
export function changedSignals(signals: LearningView['signals']): LearningView['signals'] {
  return signals.filter(({ before, after }) => Math.abs(after - before) >= LEAST_CHANGE).slice(0, MOST_SHOWN);
}

/** How well the ranking agrees with the ratings, in a sentence. */
export function orderText({ pairs, before, after }: LearningView['order']): string {
  if (pairs === 0) return 'None of them were judged differently yet.';
  const share = (part: number) => `${Math.round((part / pairs) * 100)} %`;
  return `Of two clips that you judged differently, the better one was ranked first in ${share(before)} of the cases before, and is in ${share(after)} now (checked on ratings that it did not learn from).`;
}
