import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { activeStretches, type Stretch } from './activity.ts';
import type { Channels } from './channel-turns.ts';
import { type Envelope, FRAME_MS, SILENCE_DB, smoothed } from './envelope.ts';
import { type Pack, packSpeech } from './packs.ts';
import { type DecodeOptions, decodeChannel, openPcm, SAMPLES_PER_MS } from './pcm.ts';

/** Two channels one after the other, as if the second speaker had waited for the first one to be done. */
export interface Lanes {
  readonly stretches: readonly Stretch[];
  readonly packs: readonly Pack[];
  /** Where the second lane begins; each one is so long. */
  readonly frames: number;
}

const FRAME_SAMPLES = FRAME_MS * SAMPLES_PER_MS;
const SMOOTH_FRAMES = 150 / FRAME_MS;
/** While the other channel is so much louder, what is heard here came over from there. */
const CLEAR_DB = 9;
const LONG_ENOUGH = 600 / FRAME_MS;
const SHORTEST = 60 / FRAME_MS;
const MARGIN = 250 / FRAME_MS;
const BLOCK_FRAMES = 3000;

/**
 * Where two speak at once, their mix cannot be understood, but each channel
 * can: it is decoded on its own, silenced where only the other one is heard,
 * and laid after the first one on one timeline.
 *
 * @param options.output the sound of both lanes; appears only when it is whole
 * @throws those of `decodeChannel`
 */
export async function layInLanes(options: DecodeOptions, channels: Channels): Promise<Lanes> {
  const frames = Math.max(channels.levels[0].length, channels.levels[1].length);
  const own = [soloStretches(channels.levels, 0), soloStretches(channels.levels, 1)] as const;
  const partial = `${options.output}.partial`;
  const target = await open(partial, 'w', 0o600);
  try {
    for (const channel of [0, 1] as const) {
      const file = join(options.output, '..', `lane-${channel}.pcm`);
      try {
        await decodeChannel({ ...options, output: file }, channel);
        await copyVoice(file, target, foreignFrames(channels.levels, channel), frames);
      } finally {
        await rm(file, { force: true });
      }
    }
  } finally {
    await target.close();
  }
  await rename(partial, options.output);
  const packs = own.map((stretches, channel) => packSpeech(stretches, envelopeOf(channels, channel, frames)));
  const shift = <T extends Stretch>(list: readonly T[]) =>
    list.map(({ from, to }) => ({ from: from + frames, to: to + frames }));
  return {
    frames,
    stretches: [...own[0], ...shift(own[1])],
    packs: [...(packs[0] ?? []), ...(packs[1] ?? []).map(({ pieces }) => ({ pieces: shift(pieces) }))],
  };
}

/** Where the speaker of this channel is heard, and not only the other one through their microphone. */
export function soloStretches(levels: Channels['levels'], channel: 0 | 1): Stretch[] {
  const isForeign = foreignFrames(levels, channel);
  const stretches: { from: number; to: number }[] = [];
  for (const stretch of activeStretches({ levels: levels[channel], samples: levels[channel].length * FRAME_SAMPLES })) {
    for (let i = stretch.from; i < stretch.to; i++) {
      if (isForeign[i]) continue;
      const last = stretches.at(-1);
      if (last && last.to === i) last.to = i + 1;
      else stretches.push({ from: i, to: i + 1 });
    }
  }
  return stretches.filter(({ from, to }) => to - from >= SHORTEST);
}

/**
 * 1 for frames in which the other channel is much louder for a while. Not for a moment: between two
 * syllables every voice is quieter than another one that goes on.
 */
function foreignFrames(levels: Channels['levels'], channel: 0 | 1): Uint8Array {
  const own = smoothed(levels[channel], SMOOTH_FRAMES);
  const other = smoothed(levels[1 - channel] ?? new Float32Array(), SMOOTH_FRAMES);
  const foreign = new Uint8Array(own.length);
  let since = 0;
  for (let i = 0; i <= own.length; i++) {
    const isOver = i < own.length && (other[i] ?? SILENCE_DB) - (own[i] ?? SILENCE_DB) >= CLEAR_DB;
    if (isOver) continue;
    if (i - since >= LONG_ENOUGH) foreign.fill(1, since, i);
    since = i + 1;
  }
  return foreign;
}

function envelopeOf(channels: Channels, channel: number, frames: number): Envelope {
  const levels = new Float32Array(frames).fill(SILENCE_DB);
  levels.set(channels.levels[channel] ?? []);
  return { levels, samples: frames * FRAME_SAMPLES };
}

/** Copies a channel without the stretches in which only the other one is heard. */
async function copyVoice(from: string, to: FileHandle, foreign: Uint8Array, frames: number): Promise<void> {
  const pcm = await openPcm(from);
  try {
    for (let frame = 0; frame < frames; frame += BLOCK_FRAMES) {
      const until = Math.min(frames, frame + BLOCK_FRAMES);
      const voice = new Int16Array((until - frame) * FRAME_SAMPLES);
      voice.set(await pcm.read(frame * FRAME_SAMPLES, until * FRAME_SAMPLES));
      for (let i = frame; i < until; i++) {
        // Breath and soft beginnings stay around a voice.
        const isFar =
          foreign[i] && foreign[Math.max(0, i - MARGIN)] && foreign[Math.min(foreign.length - 1, i + MARGIN)];
        if (isFar) voice.fill(0, (i - frame) * FRAME_SAMPLES, (i - frame + 1) * FRAME_SAMPLES);
      }
      await to.writeFile(Buffer.from(voice.buffer));
    }
  } finally {
    await pcm.close();
  }
}
