import type { Texts } from '#lib/client/texts.tsx';
import type { Signal } from '#lib/shared/clips.ts';
import { ASKED_PREFIX, PLAIN_PARTS } from '#lib/shared/learning/events.ts';
import { saidIn } from '#lib/shared/texts/said.ts';

/** "about “pricing”" for a part that a search added, else its own name. */
export function signalName(t: Texts, { name }: Pick<Signal, 'name'>): string {
  if (!name.startsWith(ASKED_PREFIX)) return saidIn(t, name);
  const asked = name.slice(ASKED_PREFIX.length);
  return asked === 'more like these' || asked === 'less like these'
    ? saidIn(t, asked)
    : t('clips.aboutWords', { words: asked });
}

/** True for what is no reason: where every clip starts, and what is left over. */
export function isPlainPart({ name }: Pick<Signal, 'name'>): boolean {
  return PLAIN_PARTS.has(name);
}

/** The reasons worth a chip, the strongest first: what speaks for the clip. */
export function reasonsFor(signals: readonly Signal[]): Signal[] {
  return signals.filter((signal) => signal.weight > 0 && !isPlainPart(signal)).toSorted((a, b) => b.weight - a.weight);
}

/** 0.062 → "6.2"; a hundred points are the most a clip can have. */
export function pointsOf(t: Texts, weight: number): string {
  const points = Math.round(weight * 1000) / 10;
  return t.number(points);
}
