import type { Channels } from './channel-turns.ts';
import { createEnvelope } from './envelope.ts';

const FRAME_BYTES = 4;

/** Takes two channels apart while they go by, and mixes them. */
export interface StereoSplitter {
  /** @param chunk interleaved samples of 16 bits, cut anywhere @returns the mix of what is whole by now */
  push(chunk: Buffer): Buffer;
  finish(): Channels;
}

/** Hears each channel of a stereo sound on its own. */
export function createStereoSplitter(): StereoSplitter {
  const envelopes = [createEnvelope(), createEnvelope()] as const;
  let rest = Buffer.alloc(0);
  let product = 0;
  let leftPower = 0;
  let rightPower = 0;
  return {
    push(chunk) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const frames = Math.floor(bytes.length / FRAME_BYTES);
      rest = Buffer.from(bytes.subarray(frames * FRAME_BYTES));
      const left = Buffer.alloc(frames * 2);
      const right = Buffer.alloc(frames * 2);
      const mix = Buffer.alloc(frames * 2);
      for (let i = 0; i < frames; i++) {
        const one = bytes.readInt16LE(i * FRAME_BYTES);
        const other = bytes.readInt16LE(i * FRAME_BYTES + 2);
        left.writeInt16LE(one, i * 2);
        right.writeInt16LE(other, i * 2);
        mix.writeInt16LE((one + other) >> 1, i * 2);
        product += one * other;
        leftPower += one * one;
        rightPower += other * other;
      }
      envelopes[0].push(left);
      envelopes[1].push(right);
      return mix;
    },
    finish() {
      const power = Math.sqrt(leftPower * rightPower);
      const levels = [envelopes[0].finish().levels, envelopes[1].finish().levels] as const;
      return { levels, correlation: power > 0 ? product / power : 0 };
    },
  };
}
