/** The size of pictures in which scenes are told apart: gray, one byte a pixel. */
export const TINY = { width: 64, height: 36 } as const;

const SIZE = TINY.width * TINY.height;
/** A cut changes the picture by this much at least, and by so many times what its neighbours change. */
const MIN_CHANGE = 11;
const TIMES_NEIGHBOURS = 1.9;
const NEIGHBOUR_SECONDS = 0.25;
/** Pictures that look like this again after a cut show that it was a flash. */
const FLASH_SECONDS = 0.2;
/** Two cuts are at least this far apart. */
const MIN_SCENE_SECONDS = 0.3;

/**
 * Frames with which another scene begins.
 *
 * @param pictures one after the other in the size of `TINY`, one for each frame
 */
export function findCuts(pictures: Buffer, perSecond: number): number[] {
  const count = Math.floor(pictures.length / SIZE);
  const changes = Array.from({ length: count }, (_, frame) =>
    frame === 0 ? 0 : difference(pictures, frame - 1, frame),
  );
  const reach = Math.round(perSecond * NEIGHBOUR_SECONDS);
  const flash = Math.max(2, Math.round(perSecond * FLASH_SECONDS));
  const cuts: number[] = [];
  for (const [frame, change] of changes.entries()) {
    if (change < MIN_CHANGE) continue;
    const from = Math.max(1, frame - reach);
    const busiest = Math.max(0, ...changes.slice(from, frame), ...changes.slice(frame + 1, frame + 1 + reach));
    if (change < busiest * TIMES_NEIGHBOURS) continue;
    const after = Math.min(count - 1, frame + flash);
    if (difference(pictures, frame - 1, after) < change * 0.45) continue;
    const last = cuts.at(-1);
    if (last === undefined || frame - last >= perSecond * MIN_SCENE_SECONDS) cuts.push(frame);
  }
  return cuts;
}

/** Mean difference of two pictures; how much lighter one is as a whole counts for a third. */
function difference(pictures: Buffer, a: number, b: number): number {
  let sum = 0;
  let light = 0;
  for (let at = 0; at < SIZE; at += 1) light += (pictures[b * SIZE + at] ?? 0) - (pictures[a * SIZE + at] ?? 0);
  const mean = light / SIZE;
  for (let at = 0; at < SIZE; at += 1) {
    sum += Math.abs((pictures[b * SIZE + at] ?? 0) - (pictures[a * SIZE + at] ?? 0) - mean * 0.7);
  }
  return sum / SIZE;
}
