import type { FeedbackReason } from '#lib/shared/api/clips.ts';
import { formatBytes, formatTimeLeft } from '#lib/shared/time.ts';

/** The words of the pages that are used in more than one place, or made of numbers. */

/** A size without needless digits: "2 GB", "1.2 GB", "46 MB". */
export function formatSize(bytes: number): string {
  return formatBytes(bytes).replace('.0 ', ' ');
}

/** "12 clips", "1 clip". */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** A text that goes on: with a full stop unless it ends with a mark of its own. */
export function asSentence(text: string): string {
  return /[.?:;…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

/** "about 6 min left", or nothing while it cannot be known. */
export function timeLeft(etaMs: number | null | undefined): string | null {
  return etaMs === null || etaMs === undefined ? null : `${formatTimeLeft(etaMs)} left`;
}

/** "412 of 1,180 MB": both numbers in one unit, whole up to 10 GB so that one sees it move. */
export function bytesOf(part: number, whole: number): string {
  const [divisor, unit] = UNITS.find(([, , from]) => whole >= from) ?? [1, 'B'];
  const show = (bytes: number) => Math.round(bytes / divisor).toLocaleString('en');
  return `${show(part)} of ${show(whole)} ${unit}`;
}

const UNITS = [
  [1e12, 'TB', 10e12],
  [1e9, 'GB', 10e9],
  [1e6, 'MB', 1e6],
  [1e3, 'kB', 1e3],
] as const;

/** "Tuesday" within the last week, else "14 Nov", with the year where it is another one. */
export function formatDay(at: number, now: number): string {
  const day = new Date(at);
  const today = new Date(now);
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(today) - midnight(day)) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days > 1 && days < 7) return day.toLocaleDateString('en-GB', { weekday: 'long' });
  const year = day.getFullYear() === today.getFullYear() ? undefined : 'numeric';
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year });
}

/** Length of a clip in words: "35 s", "1 min 2 s". */
export function formatSpan(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${seconds} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** How a clip compares inside its episode; never a claim about the world outside. */
export function comparison(percentile: number, rank: number): string {
  // A clip that was kept stands first although others may be better.
  if (rank === 1 && percentile > 0.99) return 'best of this episode';
  const top = Math.max(1, Math.round((1 - percentile) * 100));
  return top > 50 ? 'one of the quieter moments' : `top ${top} % of this episode`;
}

export const REASONS: readonly { value: FeedbackReason; label: string }[] = [
  { value: 'starts_too_early', label: 'Starts too early' },
  { value: 'starts_too_late', label: 'Starts too late' },
  { value: 'ends_too_early', label: 'Ends too early' },
  { value: 'ends_too_late', label: 'Ends too late' },
  { value: 'boring', label: 'Not interesting' },
  { value: 'no_context', label: 'Makes no sense alone' },
  { value: 'wrong_captions', label: 'Captions are wrong' },
  { value: 'wrong_speaker', label: 'Wrong person in view' },
  { value: 'other', label: 'Something else' },
];

/** The language's own name in English, or its code where the browser does not know it. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code;
    throw error;
  }
}
