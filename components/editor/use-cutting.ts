'use client';

import { useMemo } from 'react';
import type { ClipEditor } from '#lib/client/clip-editor.ts';
import {
  type ClipChangeKind,
  type ClipCut,
  heardMs,
  isSameRemoved,
  SHORTEST_CLIP_MS,
  tidyCut,
} from '#lib/shared/clip-edit.ts';
import {
  cutAtWord,
  type Edge,
  leaveOut,
  moveBySentence,
  moveByWord,
  type SpokenText,
  snapEdge,
  takeIn,
} from '#lib/shared/clip-words.ts';

/** How an end moves: to a time, or by so much; negative is earlier. `exact` leaves words alone. */
export type EdgeStep =
  | { toMs: number; exact?: boolean }
  | { byMs: number }
  | { byWords: number }
  | { bySentences: number };

/** Answers whether it could be moved. */
export type MoveEdge = (edge: Edge, step: EdgeStep) => boolean;

export interface Cutting {
  readonly move: MoveEdge;
  readonly startHere: (word: number) => boolean;
  readonly endHere: (word: number) => boolean;
  readonly leaveOut: (from: number, to: number) => boolean;
  readonly takeIn: (from: number, to: number) => boolean;
}

/** Everything that moves the ends of the clip or takes parts out of it. */
export function useCutting(editor: ClipEditor, text: SpokenText | null, durationMs: number, snap: boolean): Cutting {
  return useMemo(() => {
    const apply = (kind: ClipChangeKind, next: ClipCut | null): boolean => {
      const { clip } = editor.get();
      if (!next || heardMs(next) < SHORTEST_CLIP_MS) return false;
      const { startMs, endMs, removed } = next;
      const same = startMs === clip.startMs && endMs === clip.endMs && isSameRemoved(removed, clip.removed);
      if (!same) editor.change({ startMs, endMs, removed: [...removed], kind });
      return true;
    };
    const now = (): ClipCut => editor.get().clip;
    const exactly = (edge: Edge, ms: number): ClipCut => {
      const cut = now();
      const at = Math.round(Math.min(durationMs || ms, Math.max(0, ms)));
      return tidyCut({ ...cut, ...(edge === 'start' ? { startMs: at } : { endMs: at }) });
    };
    const step = (edge: Edge, given: EdgeStep): ClipCut | null => {
      const cut = now();
      const ms = edge === 'start' ? cut.startMs : cut.endMs;
      if ('toMs' in given) {
        return snap && text && !given.exact ? snapEdge(text, cut, edge, given.toMs) : exactly(edge, given.toMs);
      }
      if ('byMs' in given) return exactly(edge, ms + given.byMs);
      const by = 'byWords' in given ? given.byWords : given.bySentences;
      if (!text) return exactly(edge, ms + by * 500);
      const direction = by < 0 === (edge === 'start') ? 'out' : 'in';
      return ('byWords' in given ? moveByWord : moveBySentence)(text, cut, edge, direction);
    };
    return {
      move: (edge, given) => apply('trim', step(edge, given)),
      startHere: (word) => apply('trim', text && cutAtWord(text, now(), 'start', word)),
      endHere: (word) => apply('trim', text && cutAtWord(text, now(), 'end', word)),
      leaveOut: (from, to) => apply('cut', text && leaveOut(text, now(), from, to)),
      takeIn: (from, to) => apply('cut', text && takeIn(text, now(), from, to)),
    };
  }, [editor, text, durationMs, snap]);
}
