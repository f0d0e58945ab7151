import type { WaveMark } from './wave-bars.ts';

/** A clip as the waveform shows it. */
export interface ClipMark {
  id: string;
  rank: number;
  title: string;
  startMs: number;
  endMs: number;
}

/** Clips as lit ranges, the one that is looked at on a ground of its own. */
export function toWaveMarks(clips: readonly ClipMark[], activeId: string | null): WaveMark[] {
  return clips.map(({ id, startMs, endMs }) => ({ id, startMs, endMs, active: id === activeId }));
}
