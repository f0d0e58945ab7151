import type { Segment } from '#lib/shared/transcript.ts';

/** A stretch of one person's talk, in milliseconds of the clip. */
export interface Turn {
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker: string;
}

/** Who speaks when, on the clock of a clip that begins at `startMs`. */
export function turnsOf(segments: readonly Segment[], startMs: number): Turn[] {
  return segments.flatMap(({ speaker, ...part }) =>
    speaker === null ? [] : [{ speaker, startMs: part.startMs - startMs, endMs: part.endMs - startMs }],
  );
}
