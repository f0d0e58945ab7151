import type { SystemView } from '#lib/shared/api/system.ts';

/** What the page shows of the speech engine. */
export type SpeechStatus = SystemView['speech'];

export type OnSpeechStatus = (status: SpeechStatus) => void;

/** A step of the preparation, with percent where it can be told. */
export type OnStep = (message: string, percent: number | null) => void;

/** Steps as statuses of an engine that is being prepared. */
export function preparing(onStatus: OnSpeechStatus): OnStep {
  return (message, percent) => onStatus({ state: 'preparing', message, percent, wordTimes: null });
}

/** A step at most every 250 ms, and never the same one twice: what a builder prints comes by the hundreds. */
export function calmStep(onStep: OnStep, now: () => number = Date.now): OnStep {
  let last = { at: Number.NEGATIVE_INFINITY, message: '', percent: -1 as number | null };
  return (message, percent) => {
    const rounded = percent === null ? null : Math.max(0, Math.min(100, Math.round(percent)));
    if (message === last.message && (rounded === last.percent || now() - last.at < 250)) return;
    last = { at: now(), message, percent: rounded };
    onStep(message, rounded);
  };
}
