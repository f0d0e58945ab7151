import type { Stretch } from '#lib/shared/clip-edit.ts';
import { frameAt, type Timebase, timebaseOf } from './timecode.ts';

/** What editors need to know of an episode's file. */
export interface TimelineSource {
  readonly fileName: string;
  readonly durationMs: number;
  /** Null for sound alone. */
  readonly video: { readonly width: number; readonly height: number; readonly fps: number } | null;
  readonly audio: { readonly channels: number; readonly sampleRate: number } | null;
}

export interface TimelineClip {
  readonly title: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Stretches of the source that are left out of it. */
  readonly removed?: readonly Stretch[];
}

/** A clip in pictures of the source, and where it stands among the others. */
export interface PlacedClip {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** Each stretch of a clip that is heard. */
function partsOf({ title, startMs, endMs, removed = [] }: TimelineClip): TimelineClip[] {
  const starts = [startMs, ...removed.map((span) => span.endMs)];
  const ends = [...removed.map((span) => span.startMs), endMs];
  return starts.map((start, at) => ({ title, startMs: start, endMs: ends[at] ?? endMs }));
}

/** Clips one after the other, to the picture. */
export function placeClips(source: TimelineSource, clips: readonly TimelineClip[]): [Timebase, PlacedClip[]] {
  const timebase = timebaseOf(source.video?.fps ?? null);
  const last = frameAt(timebase, source.durationMs);
  let at = 0;
  const placed = clips.flatMap(partsOf).map(({ title, startMs, endMs }) => {
    const from = Math.min(frameAt(timebase, startMs), Math.max(0, last - 1));
    const to = Math.max(from + 1, Math.min(frameAt(timebase, endMs), last));
    const clip = { title, from, to, at };
    at += to - from;
    return clip;
  });
  return [timebase, placed];
}
