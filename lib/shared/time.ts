/** 83000 → "1:23", 3723000 → "1:02:03". Negative and broken numbers count as 0. */
export function formatTimecode(ms: number): string {
  const total = Number.isFinite(ms) && ms > 0 ? Math.floor(ms / 1000) : 0;
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** Rounded as a person would: "about 6 min", "less than a minute". */
export function formatTimeLeft(ms: number): string {
  if (ms < 45_000) return 'less than a minute';
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `about ${minutes} min`;
  const quarters = Math.round(minutes / 15) / 4;
  return `about ${quarters} h`;
}

/** 312_000_000 → "312 MB", decimal units as file managers show them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = -1;
  do {
    value /= 1000;
    unit += 1;
  } while (value >= 999.5 && unit < units.length - 1);
  return `${value >= 10 || unit < 2 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
