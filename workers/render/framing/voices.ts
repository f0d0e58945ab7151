import type { Word } from '#lib/shared/transcript.ts';
import type { Track } from './tracks.ts';

/** Who is heard at each look of a clip, as far as sound and transcript tell: a label, or null. */
export type Voices = readonly (string | null)[];

/** The loudness of the left and the right channel at each look, 0-1. */
export interface SideLevels {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

const LEFT = 'left';
const RIGHT = 'right';
/** One side is so many times louder: it is its speaker who is heard. */
const LOUDER = 2;
const AUDIBLE = 0.006;

/** Labels from two channels; none where both carry the same. */
export function voicesOfSides({ left, right }: SideLevels): Voices {
  return left.map((level, at) => {
    const other = right[at] ?? 0;
    if (level > AUDIBLE && level > other * LOUDER) return LEFT;
    if (other > AUDIBLE && other > level * LOUDER) return RIGHT;
    return null;
  });
}

/** Labels from a transcript whose sentences know their speakers; times in milliseconds of the clip. */
export function voicesOfTurns(
  turns: readonly (Pick<Word, 'startMs' | 'endMs'> & { readonly speaker: string })[],
  count: number,
  msPerLook: number,
): Voices {
  return Array.from({ length: count }, (_, at) => {
    const ms = at * msPerLook;
    return turns.find((turn) => ms >= turn.startMs && ms < turn.endMs)?.speaker ?? null;
  });
}

/** Mouth motion of one who talks, and how much more it must be than that of the next. */
const TALKING = 2.5;
const CLEARLY = 1.6;
/** Of many, who are mostly listeners, a laugh is easily taken for talk. */
const TALKING_OF_MANY = 5;
const MANY = 3;
const AROUND = 2;
/** Looks with a measured mouth that say something about who talks. */
const TELLING_LOOKS = 6;

/**
 * Which of several people talks at each look of a shot: index of the track, or
 * null where nothing tells. Voices are matched to the mouths that move with them;
 * two channels without moving mouths go to the person on that side.
 */
export function speakersOf(tracks: readonly Track[], voices: Voices): (number | null)[] {
  const length = voices.length;
  const motion = tracks.map((track) => smoothMotion(track, length));
  const measured = tracks.map((track) => track.faces.filter((face) => (face?.mouthMotion ?? 0) > 0).length);
  const seenTalking = measured.some((count) => count >= TELLING_LOOKS);
  const owners = ownersOf(tracks, voices, motion, seenTalking);
  return Array.from({ length }, (_, at) => {
    const voice = voices[at] ?? null;
    const owner = voice === null ? undefined : owners.get(voice);
    if (owner !== undefined) return owner;
    return seenTalking ? loudestMouth(motion, at) : null;
  });
}

function smoothMotion(track: Track, length: number): number[] {
  return Array.from({ length }, (_, at) => {
    const motions: number[] = [];
    for (let other = at - AROUND; other <= at + AROUND; other += 1) {
      const motion = track.faces[other]?.mouthMotion ?? null;
      if (motion !== null) motions.push(Math.min(motion, 15));
    }
    // One gesture in front of a face, one smile, is not speech.
    const usual = motions.length < 4 ? motions : motions.toSorted((a, b) => a - b).slice(1, -1);
    return usual.reduce((sum, motion) => sum + motion, 0) / Math.max(1, usual.length);
  });
}

function loudestMouth(motion: readonly (readonly number[])[], at: number): number | null {
  const order = motion
    .map((values, track) => ({ track, value: values[at] ?? 0 }))
    .toSorted((a, b) => b.value - a.value);
  const [first, second] = order;
  const talking = motion.length >= MANY ? TALKING_OF_MANY : TALKING;
  if (!first || first.value < talking || first.value < (second?.value ?? 0) * CLEARLY) return null;
  return first.track;
}

function ownersOf(
  tracks: readonly Track[],
  voices: Voices,
  motion: readonly (readonly number[])[],
  seenTalking: boolean,
): Map<string, number> {
  const labels = [...new Set(voices)].filter((voice) => voice !== null);
  const owners = new Map<string, number>();
  const links = labels.flatMap((label) =>
    tracks.map((_, track) => ({ label, track, link: linkOf(voices, label, motion[track] ?? []) })),
  );
  if (seenTalking) {
    const taken = new Set<number>();
    for (const { label, track, link } of links.toSorted((a, b) => b.link - a.link)) {
      if (link < 0.6 || owners.has(label) || taken.has(track)) continue;
      owners.set(label, track);
      taken.add(track);
    }
  }
  if (owners.size === 0 && labels.every((label) => label === LEFT || label === RIGHT)) {
    const order = tracks.map((track, index) => ({ index, x: middleOf(track) })).toSorted((a, b) => a.x - b.x);
    const [first, last] = [order[0], order.at(-1)];
    if (first && labels.includes(LEFT)) owners.set(LEFT, first.index);
    if (last && labels.includes(RIGHT)) owners.set(RIGHT, last.index);
  }
  return owners;
}

/** How much more a mouth moves while a voice is heard than else. */
function linkOf(voices: Voices, label: string, motion: readonly number[]): number {
  const mean = (during: boolean) => {
    const values = motion.filter((_, at) => (voices[at] === label) === during);
    return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  };
  return mean(true) - mean(false);
}

export function middleOf(track: Track): number {
  const seen = track.faces.filter((face) => face !== null);
  return seen.reduce((sum, face) => sum + face.x + face.width / 2, 0) / Math.max(1, seen.length);
}

/**
 * Turns without those that are shorter than `minLooks`: nobody can follow a
 * picture that changes sides faster. What nothing tells of belongs to the turn before.
 */
export function calmTurns(
  speakers: readonly (number | null)[],
  minLooks: number,
): { track: number; from: number; to: number }[] {
  const turns: { track: number; from: number; to: number }[] = [];
  for (const [at, speaker] of speakers.entries()) {
    const last = turns.at(-1);
    if (speaker === null || speaker === last?.track) {
      if (last) turns[turns.length - 1] = { ...last, to: at + 1 };
    } else turns.push({ track: speaker, from: last ? at : 0, to: at + 1 });
  }
  const calm: typeof turns = [];
  for (const turn of turns) {
    const last = calm.at(-1);
    const short = turn.to - turn.from < minLooks;
    if (last && (short || last.track === turn.track)) calm[calm.length - 1] = { ...last, to: turn.to };
    else if (calm.length === 0 && short && turns.length > 1)
      calm.push({ ...turn, track: turns[1]?.track ?? turn.track });
    else calm.push(turn);
  }
  return calm;
}
