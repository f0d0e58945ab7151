import { FRAME_MS } from './envelope.ts';
import type { Pack } from './packs.ts';

/** Turns times of a pack into times of the file, exactly: the silences that were taken out are put back. */
export interface TimeMap {
  readonly durationMs: number;
  /**
   * @param ms in the pack
   * @param side to which piece a moment on a seam belongs: a start to the one after it, an end to the one before
   * @returns milliseconds in the file; what lies outside of the pack is held at its ends
   */
  toFile(ms: number, side: 'start' | 'end'): number;
}

/** The time map of a pack. */
export function createTimeMap(pack: Pack): TimeMap {
  let position = 0;
  const parts = pack.pieces.map((piece) => {
    const part = { at: position, from: piece.from * FRAME_MS, length: (piece.to - piece.from) * FRAME_MS };
    position += part.length;
    return part;
  });
  return {
    durationMs: position,
    toFile(ms, side) {
      const moment = Math.max(0, Math.min(Number.isFinite(ms) ? ms : 0, position));
      for (const [index, part] of parts.entries()) {
        const end = part.at + part.length;
        const inside = side === 'start' ? moment < end : moment <= end;
        if (inside || index === parts.length - 1)
          return part.from + Math.min(part.length, Math.max(0, moment - part.at));
      }
      return 0;
    },
  };
}
