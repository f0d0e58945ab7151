import type { EditList } from '#lib/server/tighten/edit-list.ts';
import type { StereoSound } from '#lib/server/tighten/envelope.ts';

/** How long one side of a cut fades into the other. */
const CROSSFADE_MS = 15;

/**
 * The sound of what is kept. Around each cut, what comes before fades out while
 * what comes after fades in, so that nothing clicks; the length is exactly that of what is kept.
 */
export function spliceSound({ samples, rate }: StereoSound, edits: EditList): StereoSound {
  const frames = samples.length / 2;
  const frameOf = (ms: number) => Math.min(frames, Math.round((ms * rate) / 1000));
  const parts = edits.keeps.map(({ startMs, endMs }) => ({ from: frameOf(startMs), to: frameOf(endMs) }));
  const total = parts.reduce((sum, part) => sum + part.to - part.from, 0);
  const result = new Float32Array(total * 2);
  let at = 0;
  for (const [index, { from, to }] of parts.entries()) {
    result.set(samples.subarray(from * 2, to * 2), at * 2);
    const previous = parts[index - 1];
    if (previous) crossfade(samples, result, at, previous.to, from, rate);
    at += to - from;
  }
  return { samples: result, rate };
}

/** Mixes both sides around a cut at `at` of the result: half of the fade lies before it, half after. */
function crossfade(
  samples: Float32Array,
  result: Float32Array,
  at: number,
  leaves: number,
  enters: number,
  rate: number,
): void {
  const half = Math.floor((rate * CROSSFADE_MS) / 2000);
  for (let offset = -half; offset < half; offset += 1) {
    const frame = at + offset;
    if (frame < 0 || frame * 2 >= result.length) continue;
    // Voices on both sides are not alike: equal power keeps them as loud as they were.
    const share = (offset + half + 0.5) / (2 * half);
    const out = Math.cos((share * Math.PI) / 2);
    const into = Math.sin((share * Math.PI) / 2);
    for (let channel = 0; channel < 2; channel += 1) {
      const before = samples[(leaves + offset) * 2 + channel] ?? 0;
      const after = samples[(enters + offset) * 2 + channel] ?? 0;
      result[frame * 2 + channel] = before * out + after * into;
    }
  }
}
