/** Parts of an episode to look at. */
export const PARTS = [
  { name: 'whole', label: 'clips.partWhole', from: 0, to: 1 },
  { name: 'first', label: 'clips.partFirst', from: 0, to: 1 / 3 },
  { name: 'middle', label: 'clips.partMiddle', from: 1 / 3, to: 2 / 3 },
  { name: 'last', label: 'clips.partLast', from: 2 / 3, to: 1 },
] as const;
export type PartName = (typeof PARTS)[number]['name'];

/** Lengths to choose from, seconds. */
export const LENGTHS = [15, 30, 45, 60] as const;

export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/** The part in milliseconds; null for the whole. */
export function partOf(name: PartName, durationMs: number): TimeRange | null {
  const part = PARTS.find((each) => each.name === name);
  if (!part || part.name === 'whole' || durationMs < 3) return null;
  return { startMs: Math.round(part.from * durationMs), endMs: Math.round(part.to * durationMs) };
}

/** "1:02:03", "12:30", "90" or "12:30.5" in milliseconds; null where it is no time. */
export function parseTimecode(text: string): number | null {
  const match = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)$/u.exec(text.trim());
  if (!match) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  const value = Number(seconds.replace(',', '.'));
  if (match[2] !== undefined && value >= 60) return null;
  return Math.round(((Number(hours) * 60 + Number(minutes)) * 60 + value) * 1000);
}

type RangeProblem = 'clips.badTimes' | 'clips.endFirst' | 'clips.beyondEnd';

/** A range that can be a clip, or what is wrong with it. */
export function rangeOf(startMs: number | null, endMs: number | null, durationMs: number): TimeRange | RangeProblem {
  if (startMs === null || endMs === null) return 'clips.badTimes';
  if (endMs <= startMs) return 'clips.endFirst';
  if (durationMs > 0 && startMs >= durationMs) return 'clips.beyondEnd';
  return { startMs, endMs: durationMs > 0 ? Math.min(endMs, Math.ceil(durationMs)) : endMs };
}
