import type { Texts } from '#lib/client/texts.tsx';
import type { LearningView } from '#lib/shared/learning/review.ts';

/** A tenth of a point is what the page can show. */
const LEAST_CHANGE = 0.0005;
const MOST_SHOWN = 12;

/** The signals that ratings moved, the most first. */
export function changedSignals(signals: LearningView['signals']): LearningView['signals'] {
  return signals.filter(({ before, after }) => Math.abs(after - before) >= LEAST_CHANGE).slice(0, MOST_SHOWN);
}

/** How well the ranking agrees with the ratings, in a sentence. */
export function orderText(t: Texts, { pairs, before, after }: LearningView['order']): string {
  if (pairs === 0) return t('learning.noPairs');
  const share = (part: number) => t('units.percent', { n: Math.round((part / pairs) * 100) });
  return t('learning.order', { before: share(before), after: share(after) });
}
