import type { Texts } from '#lib/client/texts.tsx';

/**
 * How fast a model is here, as a person would say it; null where it was not measured.
 *
 * @param timesRealTime so many times faster than the sound
 */
export function speedWords(t: Texts, timesRealTime: number | null): string | null {
  if (timesRealTime === null || timesRealTime <= 0) return null;
  const minutes = 60 / timesRealTime;
  if (minutes < 1) return t('settings.speedMoment');
  if (minutes < 100) return t('settings.speedMinutes', { n: Math.round(minutes) });
  return t('settings.speedHours', { n: Math.round(minutes / 60) });
}
