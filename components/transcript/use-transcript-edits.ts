'use client';

import { useState } from 'react';
import { mutate } from 'swr';
import { toast } from '#components/layout/toasts.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { transcriptCalls } from '#lib/client/transcript-calls.ts';
import { urls } from '#lib/client/urls.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import { withSentence } from '#lib/shared/transcript/edit-answer.ts';
import type { TranscriptEdit } from '#lib/shared/transcript/edits.ts';

export interface TranscriptEdits {
  readonly busy: boolean;
  /** Resolves to whether it was done; why not is said by a toast. */
  readonly edit: (edit: TranscriptEdit) => Promise<boolean>;
  readonly step: (direction: 'undo' | 'redo') => Promise<boolean>;
  readonly restore: (versionId: string) => Promise<boolean>;
}

/**
 * Changes of a transcript, one after the other, each made to the text that is shown. A changed sentence is shown at
 * once, and as it was where it could not be stored.
 */
export function useTranscriptEdits(
  episodeId: string,
  transcript: TranscriptAnswer | null | undefined,
): TranscriptEdits {
  const [busy, setBusy] = useState(false);
  const run = async (change: (revision: string) => Promise<TranscriptAnswer>, shown?: TranscriptAnswer | null) => {
    const revision = transcript?.revision;
    if (revision === undefined || busy) return false;
    setBusy(true);
    const key = urls.transcript(episodeId);
    try {
      if (shown) await mutate(key, shown, { revalidate: false });
      await showTranscript(episodeId, await change(revision));
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (shown) await mutate(key, transcript, { revalidate: false });
      toast('bad', error, { takenBack: Boolean(shown) });
      // What is shown is not what is stored: load it, so that the next try is made to the right text.
      if (error.status === 409) await mutate(key);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    edit: (edit) =>
      run(
        (revision) => transcriptCalls.edit(episodeId, revision, edit),
        edit.type === 'text' && transcript ? withSentence(transcript, edit) : null,
      ),
    step: (direction) => run((revision) => transcriptCalls.step(episodeId, revision, direction)),
    restore: (versionId) => run((revision) => transcriptCalls.restore(episodeId, revision, versionId)),
  };
}

/** Shows a new text at once, and asks for the clips again, which follow it. */
export async function showTranscript(episodeId: string, answer: TranscriptAnswer): Promise<void> {
  await mutate(urls.transcript(episodeId), answer, { revalidate: false });
  // Nobody has to wait for them.
  void mutate(urls.clips(episodeId));
}
