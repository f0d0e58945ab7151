/** Times as subtitle files write them. */
const STAMP = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})$/;

/** Milliseconds of `HH:MM:SS.mmm`, hours optional, comma or point; null for anything else. */
export function parseStamp(text: string): number | null {
  const match = STAMP.exec(text.trim());
  if (!match) return null;
  const [hours, minutes, seconds] = [match[1] ?? 0, match[2], match[3]].map(Number);
  const millis = Number((match[4] ?? '').padEnd(3, '0'));
  return (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000 + millis;
}

/** `HH:MM:SS.mmm`, or with a comma as SubRip writes it. */
export function formatStamp(ms: number, point: '.' | ','): string {
  const whole = Math.max(0, Math.round(ms));
  const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
  const seconds = Math.floor(whole / 1000);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => pad(part, 2));
  return `${time.join(':')}${point}${pad(whole % 1000, 3)}`;
}
