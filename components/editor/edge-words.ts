import type { ClipCut } from '#lib/shared/clip-edit.ts';
import type { Edge, SpokenText } from '#lib/shared/clip-words.ts';
import { wordsInRange } from '#lib/shared/cuts.ts';

/** A moment to a tenth of a second: "12:30.4"; with `comma` as some languages write it. */
export function preciseTime(ms: number, mark = '.'): string {
  const tenths = Math.max(0, Math.round(ms / 100));
  const seconds = String(Math.floor(tenths / 10) % 60).padStart(2, '0');
  const minutes = Math.floor(tenths / 600) % 60;
  const hours = Math.floor(tenths / 36_000);
  const head = hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}` : String(minutes);
  return `${head}:${seconds}${mark}${tenths % 10}`;
}

/** The word that a clip begins or ends with; empty where nothing is known. */
export function edgeWord(text: SpokenText | null, cut: ClipCut, edge: Edge): string {
  const inside = text && wordsInRange(text.words, cut);
  if (!inside) return '';
  return text.words[edge === 'start' ? inside.first : inside.last]?.text.trim() ?? '';
}
