import type { SeenFace } from '../../engines/faces/find-faces.ts';
import type { ClipLooks } from './look-at-clip.ts';

/** Looks `from` to `to` (the last one not included) that show one scene. */
export interface Shot {
  readonly from: number;
  readonly to: number;
  readonly fromFrame: number;
  /** Not included. */
  readonly toFrame: number;
}

/** One person within one shot. */
export interface Track {
  /** One entry for each look of the shot; null where the face is not seen. */
  readonly faces: readonly (SeenFace | null)[];
  /** Share of the shot's looks in which it is seen. */
  readonly presence: number;
  /** Mean width and height as shares of the picture. */
  readonly width: number;
  readonly height: number;
}

/** The scenes of a clip: each has at least one look. */
export function shotsOf(looks: ClipLooks): Shot[] {
  const frames = looks.looks.length * looks.step;
  const borders = [0, ...looks.cuts.filter((cut) => cut > 0 && cut < frames), frames];
  const shots: Shot[] = [];
  for (let index = 0; index + 1 < borders.length; index += 1) {
    const fromFrame = borders[index] ?? 0;
    const toFrame = borders[index + 1] ?? frames;
    const from = Math.ceil(fromFrame / looks.step);
    const to = Math.ceil(toFrame / looks.step);
    const last = shots.at(-1);
    // A scene between two looks was not seen: it is shown as the one before it.
    if (to > from) shots.push({ from, to, fromFrame: last ? fromFrame : 0, toFrame });
    else if (last) shots[shots.length - 1] = { ...last, toFrame };
  }
  return shots;
}

/** A face may have moved by so many of its widths since it was last seen, and a bit more for each look in between. */
const REACH = 0.9;
const FORGET_AFTER = 8;

/** Who is seen in a shot: faces of one look are given to the people of the looks before, nearest first. */
export function tracksOf(looks: ClipLooks, shot: Shot): Track[] {
  const length = shot.to - shot.from;
  const open: { faces: (SeenFace | null)[]; last: SeenFace; seenAt: number }[] = [];
  for (let at = 0; at < length; at += 1) {
    const faces = looks.looks[shot.from + at]?.faces ?? [];
    const pairs = open
      .flatMap((track) => faces.map((face) => ({ track, face, far: farness(track.last, face) })))
      .filter(({ track, far }) => at - track.seenAt <= FORGET_AFTER && far < REACH + 0.15 * (at - track.seenAt - 1))
      .toSorted((a, b) => a.far - b.far);
    const taken = new Set<unknown>();
    for (const { track, face } of pairs) {
      if (taken.has(track) || taken.has(face)) continue;
      taken.add(track);
      taken.add(face);
      track.faces[at] = face;
      track.last = face;
      track.seenAt = at;
    }
    for (const face of faces) {
      if (taken.has(face)) continue;
      const seen: (SeenFace | null)[] = new Array(length).fill(null);
      seen[at] = face;
      open.push({ faces: seen, last: face, seenAt: at });
    }
  }
  return open.map(({ faces }) => {
    const seen = faces.filter((face) => face !== null);
    const mean = (pick: (face: SeenFace) => number) => seen.reduce((sum, face) => sum + pick(face), 0) / seen.length;
    return {
      faces,
      presence: seen.length / length,
      width: mean((face) => face.width),
      height: mean((face) => face.height),
    };
  });
}

/** Distance of two faces in their widths, more where their sizes differ. */
function farness(a: SeenFace, b: SeenFace): number {
  const size = Math.max(a.width, b.width);
  const tall = Math.max(a.height, b.height);
  const x = (a.x + a.width / 2 - b.x - b.width / 2) / size;
  const y = (a.y + a.height / 2 - b.y - b.height / 2) / tall;
  return Math.hypot(x, y) + 0.5 * Math.abs(Math.log(a.width / b.width));
}
