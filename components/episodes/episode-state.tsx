'use client';

import { RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { Steps } from '#components/jobs/steps.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import type { Progress } from '#lib/shared/progress.ts';
import type { Note } from '#lib/shared/transcript.ts';

interface EpisodeStateProps {
  episode: EpisodeDetail;
  progress: Progress | null;
  notes: readonly Note[];
  /** The five steps are shown: it is under way, or became ready while the person watched. */
  showSteps: boolean;
  busy: boolean;
  onCancel: () => void;
  onRetry: () => void;
  onDismiss: () => void;
}

/** How the episode is: under way, failed, canceled, and what a person should know about the result. */
export function EpisodeState(props: EpisodeStateProps) {
  const { episode, progress, notes, showSteps, busy } = props;
  return (
    <div className="grid gap-3 empty:hidden">
      {showSteps ? (
        <Steps progress={progress} canceling={busy} onCancel={props.onCancel} onDismiss={props.onDismiss} />
      ) : null}
      {episode.state === 'failed' ? (
        <Notice
          kind="bad"
          title={`${progress?.error?.title ?? 'This episode could not be finished'}.`}
          actions={episode.sourceUrl ? <RetryButton busy={busy} onRetry={props.onRetry} /> : <UploadAnother />}
        >
          {progress?.error?.action ?? 'Try again.'}{' '}
          {episode.sourceUrl ? 'What was finished is kept; it goes on at the step that failed.' : null}
        </Notice>
      ) : null}
      {episode.state === 'canceled' ? (
        <Notice
          kind="info"
          title="You canceled this."
          actions={<RetryButton busy={busy} onRetry={props.onRetry} label="Go on" />}
        >
          What was finished is kept. Go on whenever you like.
        </Notice>
      ) : null}
      {notes.map((note) => (
        <Notice key={note.code} kind="warn">
          {note.text}
        </Notice>
      ))}
    </div>
  );
}

function RetryButton({ busy, onRetry, label = 'Try again' }: { busy: boolean; onRetry: () => void; label?: string }) {
  return (
    <Button variant="primary" disabled={busy} onClick={onRetry}>
      <RotateCcw aria-hidden="true" />
      {label}
    </Button>
  );
}

function UploadAnother() {
  return (
    <Link href="/" className={buttonClass({ variant: 'outline' })}>
      Upload another file
    </Link>
  );
}
