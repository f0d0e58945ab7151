'use client';

import { useId, useState } from 'react';
import { toast } from '#components/layout/toasts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { revalidateEpisode } from '#lib/client/hooks.ts';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import { transcriptCalls } from '#lib/client/transcript-calls.ts';
import { asSentence, problemText } from '#lib/shared/texts/formats.ts';
import {
  decodeText,
  parseTranscript,
  TRANSCRIPT_EXTENSIONS,
  TRANSCRIPT_MAX_BYTES,
} from '#lib/shared/transcript/formats/parse.ts';
import { type ParsedTranscript, TranscriptFormatError, timesOf } from '#lib/shared/transcript/formats/parsed.ts';
import { showTranscript } from './use-transcript-edits.ts';

interface ImportDialogProps {
  open: boolean;
  episodeId: string;
  /** There are words to hold a text without times to. */
  heard: boolean;
  onClose: () => void;
}

interface Chosen {
  readonly fileName: string;
  readonly text: string;
  readonly parsed: ParsedTranscript | null;
  /** Why it cannot be used. */
  readonly problem: string | null;
}

/** Takes a transcript that a person has in the place of the one that is there. */
export function ImportDialog({ open, episodeId, heard, onClose }: ImportDialogProps) {
  const t = useTexts();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('transcript.giveOne')}
      description={t('transcript.giveText')}
    >
      <ImportForm episodeId={episodeId} heard={heard} onClose={onClose} />
    </Dialog>
  );
}

function ImportForm({ episodeId, heard, onClose }: Omit<ImportDialogProps, 'open'>) {
  const t = useTexts();
  const id = useId();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [busy, setBusy] = useState(false);
  const times = chosen?.parsed ? timesOf(chosen.parsed) : null;
  const problem = chosen?.problem ?? (times === 'none' && !heard ? t('transcript.noTimes') : null);
  const send = async () => {
    if (!chosen || problem) return;
    setBusy(true);
    try {
      await showTranscript(episodeId, await transcriptCalls.give(episodeId, chosen));
      await revalidateEpisode(episodeId);
      toast('ok', t('transcript.given'));
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { title, action } = problemText(t, error);
      const detail = error.detail ? `${asSentence(error.detail)} ` : '';
      setChosen({ ...chosen, problem: `${asSentence(title)} ${detail}${action}` });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="mt-4 grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Field id={id} label={t('transcript.file')}>
        <input
          id={id}
          type="file"
          accept={TRANSCRIPT_EXTENSIONS.join(',')}
          className="w-full text-13 file:mr-3 file:h-9 file:cursor-pointer file:rounded-control file:border file:border-edge file:bg-card file:px-3.5 file:font-medium file:text-text"
          onChange={async (event) => {
            const file = event.target.files?.[0];
            setChosen(file ? await readFile(t, file) : null);
          }}
        />
      </Field>
      <div role="status">
        {problem ? <Notice kind="bad">{problem}</Notice> : null}
        {chosen?.parsed && !problem ? <Notice kind="ok">{contentOf(t, chosen.parsed)}</Notice> : null}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('transcript.leaveIt')}</Button>
        <Button type="submit" variant="primary" disabled={busy || !chosen || problem !== null}>
          {t(busy ? 'transcript.placing' : 'transcript.useIt')}
        </Button>
      </div>
    </form>
  );
}

async function readFile(t: Texts, file: File): Promise<Chosen> {
  const empty = { fileName: file.name, text: '', parsed: null };
  if (file.size > TRANSCRIPT_MAX_BYTES) return { ...empty, problem: t('transcript.tooLarge') };
  try {
    const text = decodeText(new Uint8Array(await file.arrayBuffer()));
    return { fileName: file.name, text, parsed: parseTranscript(text), problem: null };
  } catch (error) {
    if (error instanceof TranscriptFormatError) return { ...empty, problem: `${error.message}.` };
    throw error;
  }
}

/** "412 lines of 2 speakers, with the time of every word." */
function contentOf(t: Texts, parsed: ParsedTranscript): string {
  const speakers = new Set(parsed.cues.flatMap((cue) => cue.speaker ?? [])).size;
  const lines = t('transcript.lines', { n: parsed.cues.length });
  const content =
    speakers === 0
      ? lines
      : t('transcript.linesOfSpeakers', { lines, speakers: t('transcript.speakers', { n: speakers }) });
  const times = timesOf(parsed);
  if (times === 'words') return t('transcript.timesWords', { content });
  return t(times === 'cues' ? 'transcript.timesCues' : 'transcript.timesNone', { content });
}
