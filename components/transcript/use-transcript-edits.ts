'use client';

import { useState } from 'react';
import { mutate } from 'swr';
import { toast } from '#components/layout/toasts.tsx';
import { ApiError, urls } from '#lib/client/api.ts';
import { transcriptCalls } from '#lib/client/transcript-calls.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import type { TranscriptEdit } from '#lib/shared/transcript/edits.ts';

export interface TranscriptEdits {
  readonly busy: boolean;
  /** Resolves to whether it was done; why not is said by a toast. */
  readonly edit: (edit: TranscriptEdit) => Promise<boolean>;
  readonly step: (direction: 'undo' | 'redo') => Promise<boolean>;
  readonly restore: (versionId: string) => Promise<boolean>;
}

/** Changes of a transcript, one after the other, each made to the text that is shown. */
export function useTranscriptEdits(
  episodeId: string,
  transcript: TranscriptAnswer | null | undefined,
): TranscriptEdits {
  const [busy, setBusy] = useState(false);
  const run = async (change: (revision: string) => Promise<TranscriptAnswer>) => {
    const revision = transcript?.revision;
    if (revision === undefined || busy) return false;
    setBusy(true);
    try {
      await showTranscript(episodeId, await change(revision));
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast('bad', `${error.title}. ${error.action}`);
      // What is shown is not what is stored: load it, so that the next try is made to the right text.
      if (error.status === 409) await mutate(urls.transcript(episodeId));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    edit: (edit) => run((revision) => transcriptCalls.edit(episodeId, revision, edit)),
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
