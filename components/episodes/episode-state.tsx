'use client';

import { RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { Steps } from '#components/jobs/steps.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import type { Progress } from '#lib/shared/progress.ts';
import { asSentence, problemText } from '#lib/shared/texts/formats.ts';
import { saidIn } from '#lib/shared/texts/said.ts';
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
  const t = useTexts();
  const problem = progress?.error ? problemText(t, progress.error) : null;
  return (
    <div className="grid gap-3 empty:hidden">
      {showSteps ? (
        <Steps progress={progress} canceling={busy} onCancel={props.onCancel} onDismiss={props.onDismiss} />
      ) : null}
      {episode.state === 'failed' ? (
        <Notice
          kind="bad"
          title={asSentence(problem?.title ?? t('episode.failed'))}
          actions={episode.sourceUrl ? <RetryButton busy={busy} onRetry={props.onRetry} /> : <UploadAnother />}
        >
          {problem?.action || t('episode.failedAction')} {episode.sourceUrl ? t('episode.goesOn') : null}
        </Notice>
      ) : null}
      {episode.state === 'canceled' ? (
        <Notice
          kind="info"
          title={t('episode.canceled')}
          actions={<RetryButton busy={busy} onRetry={props.onRetry} label={t('episode.goOn')} />}
        >
          {t('episode.canceledText')}
        </Notice>
      ) : null}
      {notes.map((note) => (
        <Notice key={note.code} kind="warn">
          {saidIn(t, note.text)}
        </Notice>
      ))}
    </div>
  );
}

function RetryButton({ busy, onRetry, label }: { busy: boolean; onRetry: () => void; label?: string }) {
  const t = useTexts();
  return (
    <Button variant="primary" disabled={busy} onClick={onRetry}>
      <RotateCcw aria-hidden="true" />
      {label ?? t('common.tryAgain')}
    </Button>
  );
}

function UploadAnother() {
  const t = useTexts();
  return (
    <Link href="/" className={buttonClass({ variant: 'outline' })}>
      {t('episode.uploadAnother')}
    </Link>
  );
}
