'use client';

import { fetched, useFetched } from '#components/ui/fetched.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import type { SpeakerQuestion } from './speaker-dialog.tsx';
import type { TranscriptDialog } from './transcript-toolbar.tsx';
import type { TranscriptEdits } from './use-transcript-edits.ts';

/** Each is fetched when somebody opens it: reading along needs none of them. */
const importDialog = fetched(async () => (await import('./import-dialog.tsx')).ImportDialog);
const showDialog = fetched(async () => (await import('./show-dialog.tsx')).ShowDialog);
const versionsDialog = fetched(async () => (await import('./versions-dialog.tsx')).VersionsDialog);
const glossaryDialog = fetched(async () => (await import('./glossary-dialog.tsx')).GlossaryDialog);
const speakerDialog = fetched(async () => (await import('./speaker-dialog.tsx')).SpeakerDialog);

interface PaneDialogsProps {
  episode: EpisodeDetail;
  transcript: TranscriptAnswer | null | undefined;
  edits: TranscriptEdits;
  /** The one that is open. */
  dialog: TranscriptDialog | null;
  onDialog: (dialog: TranscriptDialog | null) => void;
  question: SpeakerQuestion | null;
  onAnswered: () => void;
}

/** The windows above a transcript. */
export function PaneDialogs({ episode, transcript, edits, dialog, onDialog, question, onAnswered }: PaneDialogsProps) {
  const ImportDialog = useFetched(importDialog, dialog === 'import');
  const ShowDialog = useFetched(showDialog, dialog === 'show');
  const VersionsDialog = useFetched(versionsDialog, dialog === 'versions');
  const GlossaryDialog = useFetched(glossaryDialog, dialog === 'glossary');
  const SpeakerDialog = useFetched(speakerDialog, question !== null);
  const close = () => onDialog(null);
  const common = { episodeId: episode.id, onClose: close };
  return (
    <>
      {ImportDialog ? (
        <ImportDialog
          {...common}
          open={dialog === 'import'}
          heard={transcript?.complete === true && transcript.revision !== undefined}
        />
      ) : null}
      {ShowDialog ? <ShowDialog {...common} open={dialog === 'show'} show={episode.show} /> : null}
      {VersionsDialog ? (
        <VersionsDialog {...common} open={dialog === 'versions'} busy={edits.busy} onRestore={edits.restore} />
      ) : null}
      {GlossaryDialog ? (
        <GlossaryDialog
          open={dialog === 'glossary'}
          show={episode.show}
          busy={edits.busy}
          onEdit={edits.edit}
          onChooseShow={() => onDialog('show')}
          onClose={close}
        />
      ) : null}
      {SpeakerDialog ? (
        <SpeakerDialog
          question={question}
          names={transcript?.speakers ?? []}
          inShow={episode.show !== null}
          onEdit={edits.edit}
          onClose={onAnswered}
        />
      ) : null}
    </>
  );
}
