import type { ClipWord } from '#lib/server/captions/caption-text.ts';
import type { Cue } from '#lib/server/captions/cues.ts';
import type { Cards } from '#lib/server/captions/render-look.ts';
import type { ClipSound } from '#lib/server/media/cut-sound.ts';
import { readFloatWav, writeFloatWav } from '#lib/server/tighten/float-wav.ts';
import type { Card } from '#lib/shared/styles/brand.ts';

/** How long the cards are shown, in milliseconds. */
export function cardTimes({ intro, outro }: Cards): { introMs: number; outroMs: number } {
  const ms = (card: Card | null) => Math.round((card?.seconds ?? 0) * 1000);
  return { introMs: ms(intro), outroMs: ms(outro) };
}

/** Silence under the cards; the file of the sound is written again. */
export async function padSound(sound: ClipSound, introMs: number, outroMs: number): Promise<void> {
  if (introMs + outroMs === 0) return;
  const { samples, rate } = await readFloatWav(sound.path);
  const frames = (ms: number) => Math.round((ms / 1000) * rate) * 2;
  const padded = new Float32Array(frames(introMs) + samples.length + frames(outroMs));
  padded.set(samples, frames(introMs));
  await writeFloatWav(sound.path, { samples: padded, rate });
}

/** Words on the clock of the file, whose clip begins after the card. */
export function delayWords(words: readonly ClipWord[], ms: number): ClipWord[] {
  return words.map((word) => ({ ...word, startMs: word.startMs + ms, endMs: word.endMs + ms }));
}

/** Captions on the clock of the file. */
export function delayCues(cues: readonly Cue[], ms: number): Cue[] {
  return cues.map((cue) => ({
    startMs: cue.startMs + ms,
    endMs: cue.endMs + ms,
    lines: cue.lines.map((line) => delayWords(line, ms)),
  }));
}
