import * as z from 'zod/mini';
import type { Opinion } from './events.ts';
import { fitPreferences, type Preferences, shiftOf } from './fit.ts';

/** `GET /api/learning`: what ratings have changed in this installation. */
export const learningViewSchema = z.object({
  /** How many clips somebody has an opinion on. */
  opinions: z.int(),
  signals: z.array(
    z.object({
      name: z.string(),
      /** What it adds to a score on average where it is found: before, and with what was learned. */
      before: z.number(),
      after: z.number(),
      /** How many of the judged clips have it. */
      clips: z.int(),
    }),
  ),
  clips: z.array(
    z.object({
      clipId: z.string(),
      /** Null where the clip is gone. */
      title: z.nullable(z.string()),
      episodeId: z.nullable(z.string()),
      /** 0-1. */
      liked: z.number(),
      rankBefore: z.int(),
      rankAfter: z.int(),
    }),
  ),
  /** Pairs of clips that were judged differently: how many the ranking has in that order. */
  order: z.object({ pairs: z.int(), before: z.int(), after: z.int() }),
});
export type LearningView = z.infer<typeof learningViewSchema>;

/** Judged apart by at least this much, of 0-1. */
const DIFFERENT = 0.25;
const FOLDS = 10;
/** The pairs of more opinions than these say nothing new. */
const MOST_COMPARED = 300;

export interface Review {
  readonly preferences: Preferences;
  readonly signals: LearningView['signals'];
  readonly clips: Omit<LearningView['clips'][number], 'title' | 'episodeId'>[];
  readonly order: LearningView['order'];
}

/**
 * What the opinions changed. The order is checked honestly: each clip is ranked
 * by what was learned from the others.
 */
export function reviewLearning(opinions: readonly Opinion[]): Review {
  const preferences = fitPreferences(opinions);
  const before = ranksOf(opinions, ({ score }) => score);
  const after = ranksOf(opinions, (opinion) => opinion.score + shiftOf(opinion.signals, preferences).total);
  return {
    preferences,
    signals: signalChanges(opinions, preferences),
    clips: opinions
      .map(({ clipId, liked }) => ({
        clipId,
        liked,
        rankBefore: before.get(clipId) ?? 0,
        rankAfter: after.get(clipId) ?? 0,
      }))
      .sort((a, b) => a.rankAfter - b.rankAfter),
    order: checkOrder(opinions.slice(-MOST_COMPARED)),
  };
}

function signalChanges(opinions: readonly Opinion[], preferences: Preferences): LearningView['signals'] {
  const found = new Map<string, { weight: number; value: number; clips: number }>();
  for (const { name, weight, value } of opinions.flatMap(({ signals }) => signals)) {
    const sum = found.get(name) ?? { weight: 0, value: 0, clips: 0 };
    found.set(name, { weight: sum.weight + weight, value: sum.value + Math.abs(value), clips: sum.clips + 1 });
  }
  return [...found]
    .map(([name, { weight, value, clips }]) => {
      const before = weight / clips;
      return { name, before: round(before), after: round(before + ((preferences[name] ?? 0) * value) / clips), clips };
    })
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || b.before - a.before);
}

function checkOrder(opinions: readonly Opinion[]): LearningView['order'] {
  const folds = Math.min(FOLDS, opinions.length);
  const learned = new Map<string, number>();
  for (let fold = 0; fold < folds; fold += 1) {
    const preferences = fitPreferences(opinions.filter((_, at) => at % folds !== fold));
    for (const [at, opinion] of opinions.entries()) {
      if (at % folds === fold) learned.set(opinion.clipId, opinion.score + shiftOf(opinion.signals, preferences).total);
    }
  }
  let [pairs, before, after] = [0, 0, 0];
  for (const [at, one] of opinions.entries()) {
    for (const two of opinions.slice(at + 1)) {
      if (Math.abs(one.liked - two.liked) < DIFFERENT) continue;
      const [better, worse] = one.liked > two.liked ? [one, two] : [two, one];
      pairs += 1;
      if (better.score > worse.score) before += 1;
      if ((learned.get(better.clipId) ?? 0) > (learned.get(worse.clipId) ?? 0)) after += 1;
    }
  }
  return { pairs, before, after };
}

function ranksOf(opinions: readonly Opinion[], scoreOf: (opinion: Opinion) => number): Map<string, number> {
  const sorted = [...opinions].sort((a, b) => scoreOf(b) - scoreOf(a));
  return new Map(sorted.map(({ clipId }, index) => [clipId, index + 1]));
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
