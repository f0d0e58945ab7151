import type { Motion } from '#lib/server/audiogram/layout.ts';
import { createRing } from './ring.ts';
import { createScrub } from './scrub.ts';
import type { Strip, StripOptions } from './strip.ts';
import { createPassingBars } from './waveform.ts';

const MOTIONS: Readonly<Record<Motion, (options: StripOptions) => Strip>> = {
  bars: createPassingBars,
  ring: createRing,
  scrub: createScrub,
};

/** Prepares what moves in a layout. */
export function createStrip(motion: Motion, options: StripOptions): Strip {
  return MOTIONS[motion](options);
}
