import type { Progress, Stage } from '#lib/shared/progress.ts';

/** What of an episode grows while it is worked on. */
export type LivePart = 'transcript' | 'clips';

const PARTS: Partial<Record<Stage, LivePart>> = { transcribe: 'transcript', render: 'clips' };
const LEAST_MS = 4000;
/** Asking takes at most this share of the time: a transcript of three hours is megabytes. */
const SHARE = 20;

interface LivePartsWorld {
  /** Asks for the part again, where the page shows it. */
  refresh(part: LivePart, episodeId: string): Promise<unknown>;
  now(): number;
}

/**
 * Asks for what grows when the progress says that it has, instead of on a clock of its own: a page that polls
 * has one request a round, and another one only when there is something to see.
 *
 * @returns hears of every new progress
 */
export function createLiveParts({ refresh, now }: LivePartsWorld): (episodeId: string, progress: Progress) => void {
  const next = new Map<string, number>();
  return (episodeId, { state, stage }) => {
    const part = stage === null || state !== 'running' ? undefined : PARTS[stage];
    if (part === undefined) return;
    const key = `${episodeId}/${part}`;
    const startedAt = now();
    if (startedAt < (next.get(key) ?? 0)) return;
    next.set(key, Number.POSITIVE_INFINITY);
    const done = () => {
      const took = now() - startedAt;
      next.set(key, now() + Math.max(LEAST_MS, took * SHARE));
    };
    // What goes wrong is told and tried again by what shows the part.
    refresh(part, episodeId).then(done, done);
  };
}
