import type { SpeechEngine } from '../prepare-speech.ts';
import type { DetectedLanguage } from './run-whisper.ts';

/** One window is enough for a short file; a long one may begin with a song, or change in the middle. */
const FIRST_LOOKS = [
  { packs: 120, looks: 5 },
  { packs: 40, looks: 3 },
  { packs: 0, looks: 1 },
] as const;
const SURE = 0.7;
/** A window as sure as this of another language: a part of the file is spoken in it. */
const CLEARLY_OTHER = 0.85;
const MOST_LOOKS = 5;

/** Asks the engine for the language of these packs. */
export type Detect = (packs: readonly number[]) => Promise<readonly DetectedLanguage[]>;

/** What a file is spoken in. */
export interface ChosenLanguage {
  readonly language: string;
  /** Another one that was clearly heard in a part of it; null where there is none. */
  readonly also: string | null;
}

/**
 * The language of a file, heard on windows spread over it and not on its first
 * 30 s. Where the first look is not sure, more windows are heard.
 */
export async function chooseLanguage(
  engine: Pick<SpeechEngine, 'multilingual'>,
  packCount: number,
  detect: Detect,
): Promise<ChosenLanguage> {
  if (!engine.multilingual || packCount === 0) return { language: 'en', also: null };
  const looks = FIRST_LOOKS.find((step) => packCount >= step.packs)?.looks ?? 1;
  const asked = spread(packCount, looks);
  const heard = [...(await detect(asked))];
  if (verdict(heard).share < SURE) {
    const more = spread(packCount, MOST_LOOKS).filter((pack) => !asked.includes(pack));
    if (more.length > 0) heard.push(...(await detect(more)));
  }
  const { language } = verdict(heard);
  const other = heard.find((window) => window.language !== language && window.probability >= CLEARLY_OTHER);
  return { language, also: other?.language ?? null };
}

/** At most this many numbers below `count`, evenly spread: of one, the middle. */
export function spread(count: number, wanted: number): number[] {
  const places = Array.from({ length: wanted }, (_, index) => Math.floor(((index + 0.5) * count) / wanted));
  return [...new Set(places)];
}

/** The language with the most certainty behind it, and its share of all. */
export function verdict(heard: readonly DetectedLanguage[]): { language: string; share: number } {
  const sums = new Map<string, number>();
  for (const { language, probability } of heard) sums.set(language, (sums.get(language) ?? 0) + probability);
  const best = [...sums].sort((a, b) => b[1] - a[1])[0];
  return best ? { language: best[0], share: best[1] / heard.length } : { language: 'en', share: 0 };
}
