import { z } from 'zod';

/**
 * How a clip's picture is laid into its shape. `auto`: faces are followed. `fit`:
 * all of the picture over a blurred one. `fill`: no blurred edges, whatever is cut
 * off. `split`: the two people who matter, one above the other. `manual`: the part
 * around `x`, `y` (middle, shares of the picture), so many times enlarged.
 */
export const framingSchema = z.object({
  mode: z.enum(['auto', 'fit', 'fill', 'split', 'manual']),
  x: z.number().min(0).max(1).default(0.5),
  y: z.number().min(0).max(1).default(0.5),
  zoom: z.number().min(1).max(4).default(1),
});
export type Framing = z.infer<typeof framingSchema>;

export const AUTO_FRAMING: Framing = { mode: 'auto', x: 0.5, y: 0.5, zoom: 1 };
