/** Length of one loudness value. */
export const FRAME_MS = 10;
const SAMPLES_PER_FRAME = 160;

/** Loudness of a file in dBFS, one value every 10 ms, without what lies below the voice (hum, rumble). */
export interface Envelope {
  readonly levels: Float32Array;
  readonly samples: number;
}

export interface EnvelopeBuilder {
  /** Raw samples as they come, cut anywhere. */
  push(chunk: Buffer): void;
  durationMs(): number;
  finish(): Envelope;
}

/** -100 dBFS stands for digital silence. */
export const SILENCE_DB = -100;
/** One-pole high-pass at about 150 Hz. */
const HIGH_PASS = 0.943;

/** Hears loudness while samples (16 kHz, mono, 16 bits) go by. */
export function createEnvelope(): EnvelopeBuilder {
  let levels = new Float32Array(6000);
  let frames = 0;
  let samples = 0;
  let sum = 0;
  let inFrame = 0;
  let lastIn = 0;
  let lastOut = 0;
  let odd: number | null = null;

  const close = () => {
    if (frames === levels.length) {
      const larger = new Float32Array(levels.length * 2);
      larger.set(levels);
      levels = larger;
    }
    const power = sum / inFrame;
    levels[frames++] = power > 0 ? Math.max(SILENCE_DB, 10 * Math.log10(power)) : SILENCE_DB;
    sum = 0;
    inFrame = 0;
  };
  const take = (value: number) => {
    const sample = value / 32_768;
    lastOut = HIGH_PASS * (lastOut + sample - lastIn);
    lastIn = sample;
    sum += lastOut * lastOut;
    samples += 1;
    if (++inFrame === SAMPLES_PER_FRAME) close();
  };

  return {
    push(chunk) {
      let at = 0;
      if (odd !== null && chunk.length > 0) {
        take((((chunk[0] ?? 0) << 24) >> 16) | odd);
        odd = null;
        at = 1;
      }
      for (; at + 1 < chunk.length; at += 2) take(chunk.readInt16LE(at));
      if (at < chunk.length) odd = chunk[at] ?? null;
    },
    durationMs: () => samples / 16,
    finish() {
      if (inFrame > 0) close();
      return { levels: levels.slice(0, frames), samples };
    },
  };
}

/** Loudness averaged (as power) over `2 × radius + 1` frames. */
export function smoothed(levels: Float32Array, radius: number): Float32Array {
  const result = new Float32Array(levels.length);
  let sum = 0;
  const power = (index: number) => 10 ** ((levels[index] ?? SILENCE_DB) / 10);
  for (let i = 0; i < Math.min(radius, levels.length); i++) sum += power(i);
  for (let i = 0; i < levels.length; i++) {
    if (i + radius < levels.length) sum += power(i + radius);
    if (i - radius - 1 >= 0) sum -= power(i - radius - 1);
    const count = Math.min(levels.length - 1, i + radius) - Math.max(0, i - radius) + 1;
    result[i] = Math.max(SILENCE_DB, 10 * Math.log10(Math.max(sum / count, 1e-10)));
  }
  return result;
}
