import { RotateCcw, X } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { QueuedJob } from '#lib/shared/queue.ts';
import { statusWords } from './job-words.ts';

/** One job: what, of which episode, how far, and what can be done about it. */
export function JobRow({ job, disabled, onChange }: { job: QueuedJob; disabled: boolean; onChange: () => void }) {
  const t = useTexts();
  const live = job.status === 'queued' || job.status === 'running';
  const of = job.episodeTitle ?? t('queue.noEpisode');
  const name = t('queue.jobOf', { job: t(`queue.${job.kind}`), name: of });
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-2 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="truncate font-medium">
            {t(`queue.${job.kind}`)}
            {job.episodeId === null || job.episodeTitle === null ? null : (
              <>
                <span className="text-muted"> {t('queue.of')} </span>
                <Link href={`/episodes/${job.episodeId}`} className="rounded-small underline underline-offset-2">
                  {job.episodeTitle}
                </Link>
              </>
            )}
          </p>
          <p className={job.error && !live ? 'text-13 text-bad' : 'text-13 text-muted'}>{statusWords(t, job)}</p>
        </div>
        <Button size="small" disabled={disabled || (live && job.cancelRequested)} onClick={onChange}>
          {live ? <X aria-hidden="true" /> : <RotateCcw aria-hidden="true" />}
          {live ? t('queue.cancel') : t('common.tryAgain')}
          <span className="sr-only"> {name}</span>
        </Button>
      </div>
      {job.status === 'running' && job.percent !== null ? (
        <ProgressBar quiet label={name} percent={job.percent} />
      ) : null}
    </li>
  );
}
