import type { Box } from '../captions/layout.ts';

/** How much of the pixel at (x, y) a rounded rectangle covers, 0-1, with soft edges of one pixel. */
export function roundedCoverage(x: number, y: number, box: Box, radius: number): number {
  return Math.min(1, Math.max(0, 0.5 - roundedDistance(x, y, box, radius)));
}

/** Distance in pixels from the centre of pixel (x, y) to the edge; negative inside. */
export function roundedDistance(x: number, y: number, box: Box, radius: number): number {
  const fromX = Math.abs(x + 0.5 - box.x - box.width / 2) - box.width / 2 + radius;
  const fromY = Math.abs(y + 0.5 - box.y - box.height / 2) - box.height / 2 + radius;
  const outside = Math.hypot(Math.max(fromX, 0), Math.max(fromY, 0));
  return outside + Math.min(Math.max(fromX, fromY), 0) - radius;
}
