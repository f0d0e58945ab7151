import type { Box } from '#lib/server/captions/layout.ts';
import { BURN_IN } from '../video-graph.ts';

/**
 * The filter graph of an audiogram: input 0 the still ground, 1 the colours of
 * the moving strip, 2 its mask, frame by frame.
 *
 * @returns a graph to `[picture]`
 */
export function audiogramGraph(strip: Box): string {
  const BT709 = 'scale=out_color_matrix=bt709:out_range=tv';
  return [
    `[0:v]${BT709},format=yuv420p,loop=-1:1:0[ground]`,
    `[1:v]${BT709},format=yuva420p,loop=-1:1:0[colors]`,
    '[2:v]format=gray[mask]',
    '[colors][mask]alphamerge[moving]',
    `[ground][moving]overlay=${strip.x}:${strip.y}:shortest=1:format=yuv420,${BURN_IN},format=yuv420p[picture]`,
  ].join(';');
}
