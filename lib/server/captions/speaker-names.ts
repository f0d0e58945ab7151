import type { Turn } from './turns.ts';

/** What engines and editors call a voice that nobody has named. */
const UNNAMED = /^(speaker|spk|voice|channel|left|right|host|guest|unknown)?[ _-]?([a-z]|\d{0,3})$/i;
/** A voice that is heard less than this is not who speaks in a clip. */
const SHARE = 0.15;

/** Who speaks in a clip, as people know them: one name, or two; empty where nobody is named. */
export function speakerNames(turns: readonly Turn[], durationMs: number): string {
  const heard = new Map<string, number>();
  for (const { speaker, startMs, endMs } of turns) {
    const ms = Math.min(endMs, durationMs) - Math.max(startMs, 0);
    if (ms > 0) heard.set(speaker, (heard.get(speaker) ?? 0) + ms);
  }
  const all = [...heard.values()].reduce((sum, ms) => sum + ms, 0);
  const named = [...heard]
    .filter(([name, ms]) => ms >= all * SHARE && !UNNAMED.test(name.trim()))
    .toSorted((one, other) => other[1] - one[1]);
  return named
    .slice(0, 2)
    .map(([name]) => name.trim())
    .join(' & ');
}
