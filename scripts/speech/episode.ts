import { findSynthesizer, type Synthesizer, type Voice } from './synthesizers.ts';
import { type Pcm, writeWav } from './wav.ts';

export type { Voice };

/** A sentence to speak; a plain string has the defaults. */
export type Sentence = string | { text: string; voice?: Voice; pauseMs?: number };

/** When a sentence is heard, within 10 ms. */
export interface SpokenSentence {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

export interface SpokenEpisode {
  readonly path: string;
  readonly durationMs: number;
  readonly sentences: readonly SpokenSentence[];
  /** Which program spoke. */
  readonly synthesizer: string;
}

/** Quieter than this share of the loudest sample is silence, at both ends of what a synthesizer gives. */
const SILENCE_SHARE = 0.02;

/**
 * Speaks sentences with silence after each into a mono WAV file (16 or 22.05 kHz), so that a test knows what is said when.
 *
 * @param options.pauseMs silence after a sentence that does not say otherwise; default 400
 * @throws Error where no synthesizer is to be had; it says what to install
 */
export async function makeEpisode(options: {
  sentences: readonly Sentence[];
  pauseMs?: number;
  voice?: Voice;
  outPath: string;
  synthesizer?: Synthesizer;
}): Promise<SpokenEpisode> {
  const synthesizer = options.synthesizer ?? (await findSynthesizer());
  const pieces: Int16Array[] = [];
  const spoken: SpokenSentence[] = [];
  let sampleRate = 0;
  let length = 0;
  for (const sentence of options.sentences) {
    const { text, voice, pauseMs } = typeof sentence === 'string' ? { text: sentence } : sentence;
    const pcm = await synthesizer.say(text, voice ?? options.voice ?? 'woman');
    if (sampleRate !== 0 && pcm.sampleRate !== sampleRate) throw new Error('the voices differ in sample rate');
    sampleRate = pcm.sampleRate;
    const samples = trimmed(pcm);
    const toMs = (count: number) => Math.round((count * 1000) / sampleRate);
    spoken.push({ text, startMs: toMs(length), endMs: toMs(length + samples.length) });
    const silence = new Int16Array(Math.round(((pauseMs ?? options.pauseMs ?? 400) * sampleRate) / 1000));
    pieces.push(samples, silence);
    length += samples.length + silence.length;
  }
  const samples = new Int16Array(length);
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  await writeWav(options.outPath, { sampleRate, samples });
  const durationMs = Math.round((length * 1000) / Math.max(1, sampleRate));
  return { path: options.outPath, durationMs, sentences: spoken, synthesizer: synthesizer.name };
}

/** Without the silence that synthesizers put around a sentence. */
function trimmed({ samples }: Pcm): Int16Array {
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const isHeard = (sample: number) => Math.abs(sample) > loudest * SILENCE_SHARE;
  const first = samples.findIndex(isHeard);
  const last = samples.findLastIndex(isHeard);
  return first < 0 ? new Int16Array() : samples.slice(first, last + 1);
}
