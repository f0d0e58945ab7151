import type { ClipWord } from '#lib/server/captions/caption-text.ts';
import { maskText } from '#lib/server/captions/masking.ts';
import type { Span } from '#lib/server/tighten/edit-list.ts';
import type { StereoSound } from '#lib/server/tighten/envelope.ts';
import { readFloatWav, writeFloatWav } from '#lib/server/tighten/float-wav.ts';
import type { Bleep } from '#lib/shared/styles/looks.ts';

const FADE_MS = 10;
const TONE_HZ = 1000;
/** Of full scale, as root mean square: a tone is as loud as the word that it stands for, within these. */
const QUIETEST = 0.02;
const LOUDEST = 0.2;

/** When swear words are spoken. */
export function bleepedSpans(words: readonly ClipWord[]): Span[] {
  return words
    .filter((word) => word.endMs > word.startMs && maskText(word.text) !== word.text)
    .map(({ startMs, endMs }) => ({ startMs, endMs }));
}

/** Takes stretches out of a sound's file, so that silence or a tone is heard in their place. The length stays. */
export async function bleepFile(path: string, spans: readonly Span[], kind: Exclude<Bleep, 'off'>): Promise<void> {
  if (spans.length === 0) return;
  const sound = await readFloatWav(path);
  await writeFloatWav(path, bleepSound(sound, spans, kind));
}

/** The same for samples: within the stretch the sound fades out, and a tone in, over 10 ms, and back at its end. */
export function bleepSound(sound: StereoSound, spans: readonly Span[], kind: Exclude<Bleep, 'off'>): StereoSound {
  const { rate } = sound;
  const samples = Float32Array.from(sound.samples);
  const frames = samples.length / 2;
  const fade = Math.round((rate * FADE_MS) / 1000);
  for (const { startMs, endMs } of spans) {
    const from = Math.max(0, Math.round((startMs * rate) / 1000));
    const to = Math.min(frames, Math.round((endMs * rate) / 1000));
    const level =
      kind === 'tone' ? Math.SQRT2 * Math.min(LOUDEST, Math.max(QUIETEST, loudnessOf(samples, from, to))) : 0;
    for (let frame = from; frame < to; frame += 1) {
      const covered = Math.min(1, (frame - from) / fade, (to - 1 - frame) / fade);
      const tone = level * Math.sin((2 * Math.PI * TONE_HZ * (frame - from)) / rate) * covered;
      for (let at = frame * 2; at < frame * 2 + 2; at += 1) samples[at] = (samples[at] ?? 0) * (1 - covered) + tone;
    }
  }
  return { samples, rate };
}

function loudnessOf(samples: Float32Array, from: number, to: number): number {
  let squares = 0;
  for (let at = from * 2; at < to * 2; at += 1) squares += (samples[at] ?? 0) ** 2;
  return Math.sqrt(squares / Math.max(1, (to - from) * 2));
}
