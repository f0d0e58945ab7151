import type { Stretch } from './activity.ts';
import { FRAME_MS, SILENCE_DB, smoothed } from './envelope.ts';

/** A stretch of frames in which one channel is the louder one. `to` is exclusive. */
export interface ChannelTurn {
  readonly from: number;
  readonly to: number;
  /** 0 is left, 1 is right. */
  readonly channel: number;
}

/** Two channels as they were heard side by side. */
export interface Channels {
  /** Loudness in dBFS every 10 ms. */
  readonly levels: readonly [Float32Array, Float32Array];
  /** Of the samples: 1 where both carry the same, 0 where they have nothing to do with each other, -1 where one is the other turned over. */
  readonly correlation: number;
}

export interface TwoSpeakers {
  readonly turns: readonly ChannelTurn[];
  /** Share of the sounding time in which both channels carry a voice (0-1). */
  readonly crossTalk: number;
}

const SMOOTH_FRAMES = 5;
/** One recording in stereo, of a room or of a mix, has more in common. */
const MOST_CORRELATED = 0.5;
/** So much louder, and the sound belongs to that channel; what comes over into the other microphone is quieter. */
const CLEAR_DB = 6;
const SWITCH_DB = 3;
const LEAST_CLEAR = 0.5;
/** A channel with less than this share holds no speaker. */
const LEAST_SHARE = 0.05;
const LEAST_FRAMES = 500 / FRAME_MS;
/** Both this far above their own noise: both speak. */
const VOICE_DB = 15;
const SHORTEST_TURN = 200 / FRAME_MS;

/**
 * Whether a recording has a speaker on each channel, and if so when each one
 * is the louder. Judged by what sounds only: the channels have nothing in
 * common, most of the time one is clearly louder, and each one is so at times.
 * Null for everything else: ordinary stereo, mono in two channels, a dead one.
 */
export function channelTurns(channels: Channels, stretches: readonly Stretch[]): TwoSpeakers | null {
  if (Math.abs(channels.correlation) > MOST_CORRELATED) return null;
  const powers = channels.levels.map(aboveFloor);
  const [left, right] = powers;
  if (!left || !right) return null;
  let onLeft = 0;
  let onRight = 0;
  let sounding = 0;
  let both = 0;
  const turns: { from: number; to: number; channel: number }[] = [];
  for (const stretch of stretches) {
    let side: number | null = null;
    for (let i = stretch.from; i < stretch.to; i++) {
      const one = left.level(i);
      const other = right.level(i);
      const difference = one - other;
      sounding += 1;
      if (difference >= CLEAR_DB) onLeft += 1;
      if (difference <= -CLEAR_DB) onRight += 1;
      if (left.rise(i) >= VOICE_DB && right.rise(i) >= VOICE_DB && Math.abs(difference) < CLEAR_DB) both += 1;
      if (side === null || Math.abs(difference) >= SWITCH_DB) side = difference >= 0 ? 0 : 1;
      const last = turns.at(-1);
      if (last && last.to === i && last.channel === side) last.to = i + 1;
      else turns.push({ from: i, to: i + 1, channel: side });
    }
  }
  const least = Math.max(LEAST_FRAMES, sounding * LEAST_SHARE);
  if (onLeft < least || onRight < least || onLeft + onRight < sounding * LEAST_CLEAR) return null;
  return { turns: withoutFlicker(turns), crossTalk: both / Math.max(1, sounding) };
}

/** Loudness of a channel without its own steady noise. */
function aboveFloor(levels: Float32Array) {
  const smooth = smoothed(levels, SMOOTH_FRAMES);
  const sorted = Float32Array.from(smooth).sort();
  const floor = sorted[Math.floor(sorted.length / 10)] ?? SILENCE_DB;
  const noise = 10 ** (floor / 10);
  return {
    level: (i: number) => 10 * Math.log10(Math.max(1e-10, 10 ** ((smooth[i] ?? SILENCE_DB) / 10) - noise)),
    rise: (i: number) => (smooth[i] ?? SILENCE_DB) - Math.max(floor, -70),
  };
}

/** Turns too short for a word go to the one before them. */
function withoutFlicker(turns: readonly ChannelTurn[]): ChannelTurn[] {
  const kept: { from: number; to: number; channel: number }[] = [];
  for (const turn of turns) {
    const last = kept.at(-1);
    const touches = last !== undefined && last.to === turn.from;
    if (touches && (turn.channel === last.channel || turn.to - turn.from < SHORTEST_TURN)) last.to = turn.to;
    else kept.push({ ...turn });
  }
  return kept;
}

/**
 * The channel that is louder while each of these words is said; a word in none
 * of the turns (its time was guessed) has that of the nearest word.
 *
 * @param words times in milliseconds, in order
 * @returns null only where no word lies in a turn
 */
export function channelsOf(
  words: readonly { startMs: number; endMs: number }[],
  turns: readonly ChannelTurn[],
): (number | null)[] {
  let first = 0;
  const heard = words.map((word) => {
    const from = word.startMs / FRAME_MS;
    const to = Math.max(from + 1, word.endMs / FRAME_MS);
    while (first < turns.length && (turns[first]?.to ?? 0) <= from) first += 1;
    let balance = 0;
    for (let i = first; i < turns.length; i++) {
      const turn = turns[i];
      if (!turn || turn.from >= to) break;
      const frames = Math.min(to, turn.to) - Math.max(from, turn.from);
      balance += turn.channel === 0 ? frames : -frames;
    }
    return balance === 0 ? null : balance > 0 ? 0 : 1;
  });
  return heard.map((channel, index) => channel ?? nearest(words, heard, index));
}

function nearest(
  words: readonly { startMs: number; endMs: number }[],
  heard: readonly (number | null)[],
  index: number,
): number | null {
  const known = (channel: number | null) => channel !== null;
  const before = heard.slice(0, index).findLastIndex(known);
  const after = heard.findIndex((channel, at) => at > index && known(channel));
  if (before < 0 || after < 0) return heard[Math.max(before, after)] ?? null;
  const since = (words[index]?.startMs ?? 0) - (words[before]?.endMs ?? 0);
  const until = (words[after]?.startMs ?? 0) - (words[index]?.endMs ?? 0);
  return heard[since <= until ? before : after] ?? null;
}
