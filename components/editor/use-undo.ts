'use client';

import { useState } from 'react';
import { mutate } from 'swr';
import { useTranscriptEdits } from '#components/transcript/use-transcript-edits.ts';
import type { ClipEditor } from '#lib/client/clip-editor.ts';
import { urls } from '#lib/client/urls.ts';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import type { ClipChangeKind } from '#lib/shared/clip-edit.ts';
import type { Look } from '#lib/shared/styles/looks.ts';
import type { TranscriptEdit } from '#lib/shared/transcript/edits.ts';

/** Besides the clip's own changes: a correction belongs to the transcript, a look to the next video. */
export type UndoKind = ClipChangeKind | 'words' | 'look';

export interface Undo {
  /** What would be taken back or done again; null for nothing. */
  readonly undo: UndoKind | null;
  readonly redo: UndoKind | null;
  readonly step: (direction: 'undo' | 'redo') => Promise<void>;
  /** Corrects what is said. Answers whether it was stored. */
  readonly correct: (edit: TranscriptEdit) => Promise<boolean>;
  /** A look for the next video of the shown shape; null for that of the last one. */
  readonly look: Look | null;
  readonly chooseLook: (look: Look | null) => void;
  /** It is rendered, or another shape is shown. */
  readonly forgetLook: () => void;
}

/** Something of this visit between the clip's own changes; `at` is the clip's change that it came after. */
interface Between {
  readonly at: number;
  /** Looks before and after; undefined for a correction. */
  readonly looks?: readonly [Look | null, Look | null];
}

interface UndoOptions {
  editor: ClipEditor;
  clip: ClipView;
  transcript: TranscriptAnswer | null | undefined;
  episodeId: string;
}

/**
 * One line of changes to take back: those of the clip, which the server keeps, and among them the corrections and looks
 * of this visit. Later, corrections are taken back beside the transcript.
 */
export function useUndo({ editor, clip, transcript, episodeId }: UndoOptions): Undo {
  const edits = useTranscriptEdits(episodeId, transcript);
  const at = clip.historyAt ?? 0;
  const [look, setLook] = useState<Look | null>(null);
  const [done, setDone] = useState<readonly Between[]>([]);
  const [undone, setUndone] = useState<readonly Between[]>([]);
  const next = (list: readonly Between[], possible: boolean): Between | null => {
    const last = list.at(-1);
    return last?.at === at && (last.looks || possible) ? last : null;
  };
  const back = next(done, transcript?.undo != null);
  const on = next(undone, transcript?.redo != null);
  const kindOf = (between: Between | null, own: ClipChangeKind | null | undefined): UndoKind | null =>
    between ? (between.looks ? 'look' : 'words') : (own ?? null);
  const note = (looks?: Between['looks']) => {
    setDone((all) => [...all, { at: editor.get().clip.historyAt ?? 0, looks }]);
    setUndone([]);
  };
  return {
    undo: kindOf(back, clip.undo),
    redo: kindOf(on, clip.redo),
    step: async (direction) => {
      const between = direction === 'undo' ? back : on;
      if (!between) return editor.step(direction);
      if (between.looks) setLook(between.looks[direction === 'undo' ? 0 : 1]);
      else if (!(await edits.step(direction))) return;
      const [from, to] = direction === 'undo' ? [setDone, setUndone] : [setUndone, setDone];
      from((all) => all.slice(0, -1));
      to((all) => [...all, between]);
      if (!between.looks) await mutate(urls.clip(clip.id));
    },
    correct: async (edit) => {
      await editor.flush();
      if (!(await edits.edit(edit))) return false;
      note();
      await mutate(urls.clip(clip.id));
      return true;
    },
    look,
    chooseLook: (chosen) => {
      note([look, chosen]);
      setLook(chosen);
    },
    forgetLook: () => {
      setLook(null);
      // It is in a video now, or was for another shape: taking the choice back would change nothing.
      const others = (all: readonly Between[]) => all.filter(({ looks }) => !looks);
      setDone(others);
      setUndone(others);
    },
  };
}
