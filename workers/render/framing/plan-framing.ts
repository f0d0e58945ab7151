import type { Framing as FramingChoice } from '#lib/shared/framing.ts';
import { cellSize, cropTo, fitLayout, similar, windowShare } from './crops.ts';
import { frameVideo } from './frame-video.ts';
import type { FramingPlan, Layout, MovingCrop, Size } from './framing-plan.ts';
import { simplify } from './framing-plan.ts';
import type { ClipLooks } from './look-at-clip.ts';
import { steadyPath } from './steady-path.ts';
import { subjectsOf } from './subjects.ts';
import { type Shot, shotsOf, type Track, tracksOf } from './tracks.ts';
import type { Voices } from './voices.ts';

/** A window never moves by more than this share of its width (or height) in a second. */
const MAX_SPEED = 0.36;
/** It stands still while faces stay within this share of it. */
const STILL = 0.12;
/** Faces stand above the middle of a window; in a lower half below it, where no caption covers them. */
const FACE_HEIGHT = 0.42;
const LOWER_FACE_HEIGHT = 0.6;
/** Above this share of looks without the face, the window is too small for one who moves so fast. */
const MAY_MISS = 0.12;
/** A face may take so much of a window's side. */
const LARGEST_FACE = 0.55;
/** As much of the picture as letters of a shared screen or slides take. */
const LETTERED = 0.05;

interface Scene {
  readonly source: Size;
  readonly target: Size;
  readonly looks: ClipLooks;
  readonly perSecond: number;
}

/**
 * Decides how a clip is framed: a path for each scene that keeps whoever matters
 * in the picture. Without looks, or where nobody is seen, it is as `frameVideo` says.
 */
export function planFraming(options: {
  source: Size;
  target: Size;
  perSecond: number;
  /** Null where they could not be had, with the reason in `note`. */
  looks: ClipLooks | null;
  voices: Voices;
  choice: FramingChoice;
  note: string | null;
}): FramingPlan {
  const { source, target, perSecond, looks, voices, choice, note } = options;
  const plan = (parts: FramingPlan['parts']): FramingPlan => ({ source, target, perSecond, parts, note });
  const whole = (layout: Layout) => plan([{ fromFrame: 0, layout }]);
  if (choice.mode === 'manual') return whole({ kind: 'fill', crop: byHand(source, target, choice) });
  if (similar(source, target)) return whole({ kind: 'fill', crop: still(cropTo(source, target)) });
  if (choice.mode === 'fit') return whole(fitLayout(source, target, { x: 0, y: 0, ...source }));
  if (!looks || looks.looks.length === 0) return whole(centred(source, target, choice));
  const scene: Scene = { source, target, looks, perSecond };
  const heard = looks.looks.map((_, at) => voices[at] ?? null);
  const framed = shotsOf(looks).flatMap((shot) => frameShot(scene, shot, heard, choice));
  return plan(joinParts(framed));
}

interface FramedShot {
  readonly fromFrame: number;
  readonly layout: Layout;
}

function frameShot(scene: Scene, shot: Shot, voices: Voices, choice: FramingChoice): FramedShot[] {
  const { source, target, looks } = scene;
  const fill = cropTo(source, target);
  const { fromFrame } = shot;
  const subjects = subjectsOf(tracksOf(looks, shot), voices.slice(shot.from, shot.to), {
    window: windowShare(fill, source),
    looksPerSecond: scene.perSecond / looks.step,
    split: choice.mode === 'split' ? 'always' : maySplit(source, target) ? 'maybe' : 'never',
    halfOf: (person) => cellSize(source, target, isStacked(target), person).width / source.width,
  });
  if (subjects.kind === 'nobody') {
    const text =
      looks.looks.slice(shot.from, shot.to).reduce((sum, look) => sum + look.text, 0) / (shot.to - shot.from);
    const layout =
      text >= LETTERED && choice.mode === 'auto'
        ? fitLayout(source, target, { x: 0, y: 0, ...source })
        : centred(source, target, choice);
    return [{ fromFrame, layout }];
  }
  if (subjects.kind === 'pair') {
    const stacked = isStacked(target);
    const crops = subjects.tracks.map((track, at) => {
      const size = cellSize(source, target, stacked, track);
      const faceHeight = stacked && at === 1 ? LOWER_FACE_HEIGHT : FACE_HEIGHT;
      return follow(scene, shot, size, wishesOf([track], size, source, faceHeight));
    });
    const [first, second] = crops;
    if (first && second) return [{ fromFrame, layout: { kind: 'split', crops: [first, second], stacked } }];
  }
  const turns = subjects.kind === 'turns' ? subjects.turns : [];
  const parts = turns.map((turn) => ({
    tracks: turn.tracks,
    part: {
      from: shot.from + turn.from,
      to: shot.from + turn.to,
      fromFrame: turn.from === 0 ? shot.fromFrame : (shot.from + turn.from) * looks.step,
      toFrame: shot.from + turn.to === shot.to ? shot.toFrame : (shot.from + turn.to) * looks.step,
    },
  }));
  const tooLarge = turns.some(({ tracks }) =>
    tracks.some(
      (track) =>
        track.height * source.height > fill.height * LARGEST_FACE ||
        track.width * source.width > fill.width * LARGEST_FACE * 1.4,
    ),
  );
  const within = (size: Size) =>
    parts.map(({ tracks, part }) => {
      const faces = tracks.map((track) => track.faces.slice(part.from - shot.from, part.to - shot.from));
      const wishes = wishesOf(
        tracks.map((track, at) => ({ ...track, faces: faces[at] ?? [] })),
        size,
        source,
      );
      const crop = follow(scene, part, size, wishes);
      return { crop, fromFrame: part.fromFrame, missed: missed(scene, part, crop, faces) };
    });
  const close = within(fill);
  const misses = (framed: typeof close) => Math.max(...framed.map((each) => each.missed));
  const wide = frameVideo(source, target);
  if (choice.mode !== 'fill' && wide.fill && (tooLarge || misses(close) > MAY_MISS)) {
    const wider = within(wide.crop);
    const { shown, fill: behind } = wide;
    if (tooLarge || misses(wider) < misses(close) - 0.05) {
      return wider.map((each) => ({
        fromFrame: each.fromFrame,
        layout: { kind: 'fit', crop: each.crop, shown, behind },
      }));
    }
  }
  return close.map((each) => ({ fromFrame: each.fromFrame, layout: { kind: 'fill', crop: each.crop } }));
}

/** Whether halves are one above the other. */
function isStacked(target: Size): boolean {
  return target.width / target.height < 0.95;
}

/** Two halves make sense where the picture is wider than what it is laid into. */
function maySplit(source: Size, target: Size): boolean {
  return target.width <= target.height && source.width / source.height > (target.width / target.height) * 1.3;
}

/** The middle between the outermost of these faces, at each look. */
function wishesOf(
  tracks: readonly Pick<Track, 'faces'>[],
  size: Size,
  source: Size,
  faceHeight = FACE_HEIGHT,
): ({ x: number; y: number } | null)[] {
  const length = tracks[0]?.faces.length ?? 0;
  return Array.from({ length }, (_, at) => {
    const faces = tracks.flatMap((track) => track.faces[at] ?? []);
    // Not everybody is seen: whoever is must not pull the window away from the rest.
    if (faces.length < tracks.length) return null;
    const left = Math.min(...faces.map((face) => face.x));
    const right = Math.max(...faces.map((face) => face.x + face.width));
    const top = Math.min(...faces.map((face) => face.y));
    const bottom = Math.max(...faces.map((face) => face.y + face.height));
    const down = (0.5 - faceHeight) * (size.height / source.height);
    return { x: (left + right) / 2, y: (top + bottom) / 2 + down };
  });
}

/** The way of a window of this size through a shot. */
function follow(
  scene: Scene,
  shot: Shot,
  size: Size,
  wishes: readonly ({ x: number; y: number } | null)[],
): MovingCrop {
  const { source, looks, perSecond } = scene;
  const lead = (pick: (wish: { x: number; y: number }) => number, part: number, all: number) => {
    const share = part / all;
    const path = steadyPath(
      wishes.map((wish) => wish && pick(wish)),
      {
        tolerance: STILL * share,
        maxStep: (MAX_SPEED * share * looks.step) / perSecond,
        low: share / 2,
        high: 1 - share / 2,
      },
    );
    return path.map((middle) => Math.min(all - part, Math.max(0, middle * all - part / 2)));
  };
  const x = lead((wish) => wish.x, size.width, source.width);
  const y = lead((wish) => wish.y, size.height, source.height);
  const keys = x.map((left, at) => ({ frame: (shot.from + at) * looks.step, x: left, y: y[at] ?? 0 }));
  const first = keys[0] ?? { frame: 0, x: 0, y: 0 };
  const last = keys.at(-1) ?? first;
  const all = [
    ...(first.frame > shot.fromFrame ? [{ ...first, frame: shot.fromFrame }] : []),
    ...keys,
    ...(last.frame < shot.toFrame - 1 ? [{ ...last, frame: shot.toFrame - 1 }] : []),
  ];
  return { width: size.width, height: size.height, keys: simplify(all) };
}

/** Share of looks with one of the faces in which none of them is in the window. */
function missed({ source, looks }: Scene, shot: Shot, crop: MovingCrop, faces: readonly Track['faces'][]): number {
  let seen = 0;
  let outside = 0;
  for (let at = 0; at < shot.to - shot.from; at += 1) {
    const here = faces.flatMap((track) => track[at] ?? []);
    if (here.length === 0) continue;
    seen += 1;
    const frame = (shot.from + at) * looks.step;
    const place = crop.keys.findLast((key) => key.frame <= frame) ?? crop.keys[0] ?? { x: 0, y: 0 };
    const inside = here.some((face) => {
      const left = face.x * source.width - place.x;
      const top = face.y * source.height - place.y;
      const margin = 0.15 * face.width * source.width;
      return (
        left >= -margin &&
        left + face.width * source.width <= crop.width + margin &&
        top + face.height * source.height <= crop.height + margin &&
        top >= -margin - 0.3 * face.height * source.height
      );
    });
    if (!inside) outside += 1;
  }
  return seen === 0 ? 0 : outside / seen;
}

/** Without anybody to follow. */
function centred(source: Size, target: Size, choice: FramingChoice): Layout {
  const { crop, shown, fill } = frameVideo(source, target);
  if (!fill || choice.mode === 'fill') return { kind: 'fill', crop: still(cropTo(source, target)) };
  return { kind: 'fit', crop: still(crop), shown, behind: fill };
}

function still(crop: { x: number; y: number; width: number; height: number }): MovingCrop {
  return { width: crop.width, height: crop.height, keys: [{ frame: 0, x: crop.x, y: crop.y }] };
}

function byHand(source: Size, target: Size, { x, y, zoom }: FramingChoice): MovingCrop {
  const full = cropTo(source, target);
  const width = Math.max(16, Math.round(full.width / zoom / 2) * 2);
  const height = Math.max(16, Math.round(full.height / zoom / 2) * 2);
  const place = (middle: number, part: number, all: number) =>
    Math.min(all - part, Math.max(0, middle * all - part / 2));
  return still({ width, height, x: place(x, width, source.width), y: place(y, height, source.height) });
}

/** Neighbours of one kind and size are one part, whose window jumps where the scene changes. */
function joinParts(shots: readonly FramedShot[]): FramingPlan['parts'] {
  const parts: FramedShot[] = [];
  for (const shot of shots) {
    const last = parts.at(-1);
    const joined = last && joinLayouts(last.layout, shot);
    if (last && joined) parts[parts.length - 1] = { fromFrame: last.fromFrame, layout: joined };
    else parts.push(shot);
  }
  return parts;
}

function joinLayouts(before: Layout, { fromFrame, layout }: FramedShot): Layout | null {
  if (before.kind === 'split' || layout.kind === 'split' || before.kind !== layout.kind) return null;
  const { crop } = before;
  if (crop.width !== layout.crop.width || crop.height !== layout.crop.height) return null;
  const last = crop.keys.at(-1);
  const hold = last && last.frame < fromFrame - 1 ? [{ ...last, frame: fromFrame - 1 }] : [];
  // A window that stands still has one key, which may be of any frame.
  const next = layout.crop.keys.map((key, at) => (at === 0 ? { ...key, frame: fromFrame } : key));
  return { ...before, crop: { ...crop, keys: [...crop.keys, ...hold, ...next] } };
}
