import { type Face, mergeFaces, overlap } from './blaze-face.ts';
import { type FindFaces, halve, type RgbPicture } from './detector.ts';
import { lumaOf, meanDifference, mouthMotion, textLikeness } from './pixels.ts';

/** What is seen in one sampled picture. Places are shares of the picture. */
export interface Look {
  readonly faces: readonly (Face & {
    /** How much the mouth changed since the last picture beyond what the rest of the face did; null for a new face. */
    readonly mouthMotion: number | null;
  })[];
  /** Mean difference of brightness to the last picture, 0-255; 0 for the first. */
  readonly change: number;
  /** How much of the picture is fine, hard edges as of letters, 0-1. */
  readonly text: number;
}

/** A face must be this sure to be one, or this sure where one was just before. */
const SURE = 0.5;
const LIKELY = 0.35;
const CERTAIN = 0.75;
/** How much less sure one becomes with each look that could not see it. */
const FADING = 0.95;
/** The whole picture is looked at every so many; in between at half the size, for a quarter of the work. */
const FULL_EVERY = 6;
/** A camera that sweeps changes everything all the time: not every one of its pictures is worth the work. */
const FULL_APART = 2;
/** Means of difference: of a picture that shows something else, and of one that shows nothing new. */
const OTHER_SCENE = 18;
const UNCHANGED = 0.35;

/** Looks at pictures of one film, one after the other. */
export function createLooker(find: FindFaces): (picture: RgbPicture) => Promise<Look> {
  let last: { luma: Uint8Array; look: Look } | null = null;
  let sinceFull = Number.POSITIVE_INFINITY;
  return async (picture) => {
    const luma = lumaOf(picture);
    const change = last ? meanDifference(last.luma, luma) : 0;
    if (last && change < UNCHANGED && sinceFull < FULL_EVERY * 2) {
      // Everybody is where they were; only a mouth may have moved.
      const { luma: old, look: seen } = last;
      const faces = seen.faces.map((face) => ({ ...face, mouthMotion: mouthMotion(old, luma, picture, face, face) }));
      sinceFull += 1;
      last = { luma, look: { faces, change, text: seen.text } };
      return last.look;
    }
    const before: readonly Face[] = change < OTHER_SCENE ? (last?.look.faces ?? []) : [];
    const full = sinceFull >= FULL_EVERY || (change >= OTHER_SCENE && sinceFull >= FULL_APART);
    const fine = full ? await find(picture, LIKELY) : [];
    // The small picture is for faces that fill it: not needed where the full one shows whom it is about.
    const small = fine.some((face) => face.score >= CERTAIN) ? [] : await find(halve(picture), LIKELY);
    // Faces that only the full picture shows are not lost before it is looked at again.
    const kept = full ? [] : before.filter((face) => !small.some((other) => overlap(face, other) > 0.2));
    const faded = kept.map((face) => ({ ...face, score: face.score * FADING }));
    sinceFull = full ? 1 : sinceFull + 1;
    const known = (face: Face) => before.some((other) => overlap(face, other) > 0.3);
    const faces = mergeFaces([...fine, ...small, ...faded])
      .filter((face) => face.score >= SURE || (face.score >= LIKELY && known(face)))
      .map((face) => {
        const old = before.find((other) => overlap(face, other) > 0.3);
        return { ...face, mouthMotion: old && last ? mouthMotion(last.luma, luma, picture, old, face) : null };
      });
    const look = { faces, change, text: full ? textLikeness(luma, picture) : (last?.look.text ?? 0) };
    last = { luma, look };
    return look;
  };
}
