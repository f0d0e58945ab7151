import { TranscriptFormatError } from './parsed.ts';

/** @throws TranscriptFormatError for what is no time */
export function millis(seconds: number, index: number): number {
  if (!Number.isFinite(seconds) || seconds < -1 || seconds > 400_000) {
    throw new TranscriptFormatError(`Segment ${index + 1} has a time that cannot be: ${seconds} s`);
  }
  return Math.max(0, Math.round(seconds * 1000));
}

export function inOrder<T extends { readonly time: { readonly startMs: number } }>(cues: readonly T[]): T[] {
  return cues.toSorted((a, b) => a.time.startMs - b.time.startMs);
}
