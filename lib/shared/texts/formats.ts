import type { Texts } from './texts.ts';

/** Sizes, lengths and times in the words of a language. All take the texts first. */

const SIZES = [
  [1e12, 'TB', 10e12],
  [1e9, 'GB', 10e9],
  [1e6, 'MB', 1e6],
  [1e3, 'kB', 1e3],
] as const;

/** A size without needless digits: "2 GB", "1.2 GB", "46 MB". Decimal units, as file managers show them. */
export function formatSize(t: Texts, bytes: number): string {
  const [divisor, unit] = SIZES.find(([from]) => bytes >= from * 0.9995) ?? [1, 'B'];
  const value = bytes / divisor;
  const digits = divisor >= 1e9 && value < 9.95 ? 1 : 0;
  return `${t.number(value, { maximumFractionDigits: digits })} ${unit}`;
}

/** "412 of 1,180 MB": both numbers in one unit, whole up to 10 GB so that one sees it move. */
export function bytesOf(t: Texts, part: number, whole: number): string {
  const [divisor, unit] = SIZES.find(([, , from]) => whole >= from) ?? [1, 'B'];
  return t('units.bytesOf', { part: Math.round(part / divisor), whole: Math.round(whole / divisor), unit });
}

/** "6 MB/s". */
export function formatSpeed(t: Texts, bytesPerSecond: number): string {
  return t('units.perSecond', { size: formatSize(t, bytesPerSecond) });
}

/** "35 %", rounded down: 100 % is said only at the end. */
export function formatPercent(t: Texts, percent: number): string {
  return t('units.percent', { n: Math.floor(percent) });
}

/** Rounded as a person would: "about 6 min", "less than a minute". */
export function formatTimeLeft(t: Texts, ms: number): string {
  if (ms < 45_000) return t('units.moment');
  const minutes = Math.round(ms / 60_000);
  return minutes < 60
    ? t('units.minutes', { n: minutes })
    : t('units.hours', { n: t.number(Math.round(minutes / 15) / 4) });
}

/** "about 6 min left", or nothing while it cannot be known. */
export function timeLeft(t: Texts, etaMs: number | null | undefined): string | null {
  return etaMs === null || etaMs === undefined ? null : t('units.left', { time: formatTimeLeft(t, etaMs) });
}

/** Length of a clip in words: "35 s", "1 min 2 s". */
export function formatSpan(t: Texts, ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const min = Math.floor(seconds / 60);
  const s = seconds % 60;
  if (min === 0) return t('units.spanSeconds', { s });
  return s === 0 ? t('units.spanMinutes', { min }) : t('units.spanBoth', { min, s });
}

/** "Tuesday" within the last week, else "14 Nov", with the year where it is another one. */
export function formatDay(t: Texts, at: number, now: number): string {
  const day = new Date(at);
  const today = new Date(now);
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(today) - midnight(day)) / 86_400_000);
  if (days === 0) return t('units.today');
  if (days === 1) return t('units.yesterday');
  if (days > 1 && days < 7) return t.date(day, { weekday: 'long' });
  const year = day.getFullYear() === today.getFullYear() ? undefined : 'numeric';
  return t.date(day, { day: 'numeric', month: 'short', year });
}

/** Name of a language in the language of the page, or its code where the browser does not know it. */
export function languageName(t: Texts, code: string): string {
  try {
    return new Intl.DisplayNames([t.language], { type: 'language' }).of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code;
    throw error;
  }
}

/** A text that goes on: with a full stop unless it ends with a mark of its own. */
export function asSentence(text: string): string {
  return /[.?:;…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

/** An error as the server sends it. */
export interface ErrorWords {
  readonly code: string;
  readonly title: string;
  readonly action?: string;
}

/** An error in the language of the page: by its code, else in the words that came with it. */
export function problemText(t: Texts, error: ErrorWords): { readonly title: string; readonly action: string } {
  return t.problem(error.code) ?? { title: error.title, action: error.action ?? '' };
}

/** The same in one line: "The disk is full. Make room on the disk, then try again." */
export function problemSentence(t: Texts, error: ErrorWords): string {
  const { title, action } = problemText(t, error);
  return `${asSentence(title)} ${action}`.trim();
}
