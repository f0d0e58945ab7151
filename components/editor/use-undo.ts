'use client';

import { useState } from 'react';
import { mutate } from 'swr';
import { useTranscriptEdits } from '#components/transcript/use-transcript-edits.ts';
import { urls } from '#lib/client/api.ts';
import type { ClipEditor } from '#lib/client/clip-editor.ts';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import type { ClipChangeKind } from '#lib/shared/clip-edit.ts';
import type { TranscriptEdit } from '#lib/shared/transcript/edits.ts';

/** A correction of words belongs to the transcript, everything else to the clip. */
type Kind = ClipChangeKind | 'words';

export interface Undo {
  /** What would be taken back or done again; null for nothing. */
  readonly undo: Kind | null;
  readonly redo: Kind | null;
  readonly step: (direction: 'undo' | 'redo') => Promise<void>;
  /** Corrects what is said. Answers whether it was stored. */
  readonly correct: (edit: TranscriptEdit) => Promise<boolean>;
  readonly busy: boolean;
}

/**
 * One line of changes to take back: those of the clip, which the server keeps, and among them the corrections of words
 * of this visit. Later, those are taken back beside the transcript.
 */
export function useUndo(
  editor: ClipEditor,
  clip: ClipView,
  transcript: TranscriptAnswer | null | undefined,
  episodeId: string,
): Undo {
  const edits = useTranscriptEdits(episodeId, transcript);
  const at = clip.historyAt ?? 0;
  // After which of the clip's changes words were corrected, and which of these were taken back.
  const [marks, setMarks] = useState<readonly number[]>([]);
  const [undone, setUndone] = useState<readonly number[]>([]);
  const followed = async () => {
    await mutate(urls.clip(clip.id));
  };
  const wordsBack = transcript?.undo != null && marks.at(-1) === at;
  const wordsOn = transcript?.redo != null && undone.at(-1) === at;
  return {
    undo: wordsBack ? 'words' : (clip.undo ?? null),
    redo: wordsOn ? 'words' : (clip.redo ?? null),
    busy: edits.busy,
    step: async (direction) => {
      const isWords = direction === 'undo' ? wordsBack : wordsOn;
      if (!isWords) return editor.step(direction);
      if (!(await edits.step(direction))) return;
      const [from, to] = direction === 'undo' ? [setMarks, setUndone] : [setUndone, setMarks];
      from((all) => all.slice(0, -1));
      to((all) => [...all, at]);
      await followed();
    },
    correct: async (edit) => {
      await editor.flush();
      if (!(await edits.edit(edit))) return false;
      setMarks((all) => [...all, editor.get().clip.historyAt ?? 0]);
      setUndone([]);
      await followed();
      return true;
    },
  };
}
