/** Parts of an episode to look at. */
export const PARTS = [
  { name: 'whole', label: 'In the whole episode', from: 0, to: 1 },
  { name: 'first', label: 'In its first third', from: 0, to: 1 / 3 },
  { name: 'middle', label: 'In its second third', from: 1 / 3, to: 2 / 3 },
  { name: 'last', label: 'In its last third', from: 2 / 3, to: 1 },
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

/** A range that can be a clip, or what is wrong with it. */
export function rangeOf(startMs: number | null, endMs: number | null, durationMs: number): TimeRange | string {
  if (startMs === null || endMs === null) return 'Write both times as minutes and seconds, such as 12:30.';
  if (endMs <= startMs) return 'The end must come after the beginning.';
  if (durationMs > 0 && startMs >= durationMs) return 'The episode is over by then.';
  return { startMs, endMs: durationMs > 0 ? Math.min(endMs, Math.ceil(durationMs)) : endMs };
}
