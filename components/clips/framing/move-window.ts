import type { Framing, Window } from '#lib/shared/framing.ts';

const STEP = 0.01;
const FAR_STEP = 0.05;
const ZOOM_STEP = 0.1;

/** A framing whose window has its middle here, as far as the source's edges let it. Shares of the source. */
export function withMiddle(value: Framing, window: Window, x: number, y: number): Framing {
  return { ...value, x: kept(x, window.width), y: kept(y, window.height) };
}

/** What a key does to it; null for keys that mean nothing here. */
export function movedBy(value: Framing, window: Window, key: string, far: boolean): Framing | null {
  const step = far ? FAR_STEP : STEP;
  // From where it really stands: it may have been told to go beyond the edge.
  const [x, y] = [window.x + window.width / 2, window.y + window.height / 2];
  switch (key) {
    case 'ArrowLeft':
      return withMiddle(value, window, x - step, y);
    case 'ArrowRight':
      return withMiddle(value, window, x + step, y);
    case 'ArrowUp':
      return withMiddle(value, window, x, y - step);
    case 'ArrowDown':
      return withMiddle(value, window, x, y + step);
    case '+':
    case '=':
      return { ...value, zoom: Math.min(4, value.zoom + ZOOM_STEP) };
    case '-':
      return { ...value, zoom: Math.max(1, value.zoom - ZOOM_STEP) };
    default:
      return null;
  }
}

function kept(middle: number, part: number): number {
  return Math.min(1 - part / 2, Math.max(part / 2, middle));
}
