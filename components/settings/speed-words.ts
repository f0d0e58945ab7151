/**
 * How fast a model is here, as a person would say it; null where it was not measured.
 *
 * @param timesRealTime so many times faster than the sound
 */
export function speedWords(timesRealTime: number | null): string | null {
  if (timesRealTime === null || timesRealTime <= 0) return null;
  const minutes = 60 / timesRealTime;
  if (minutes < 1) return 'an hour takes less than a minute here';
  if (minutes < 100) return `an hour takes about ${Math.round(minutes)} min here`;
  return `an hour takes about ${Math.round(minutes / 60)} hours here`;
}
