'use client';

import Link from 'next/link';
import { useState } from 'react';
import { mutate } from 'swr';
import { HostNotices } from '#components/errors/host-notices.tsx';
import { attempt } from '#components/layout/attempt.ts';
import { LoadError } from '#components/layout/load-error.tsx';
import { usePageTitle } from '#components/layout/use-page-title.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Section } from '#components/ui/section.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { jobCalls } from '#lib/client/job-calls.ts';
import { queueCalls, useQueue } from '#lib/client/queue.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { urls } from '#lib/client/urls.ts';
import type { Queue } from '#lib/shared/queue.ts';
import { JobRow } from './job-row.tsx';
import { QueueSummary } from './queue-summary.tsx';
import { QueueTimes } from './queue-times.tsx';

/** Everything that waits, runs and failed, on one page, for whoever hosts it. */
export function QueuePage() {
  const { data: queue, error, refresh } = useQueue();
  const [busy, setBusy] = useState(false);
  const t = useTexts();
  usePageTitle(t('queue.title'));
  const change = async (run: () => Promise<unknown>) => {
    setBusy(true);
    await attempt(run);
    // The banner above every page tells of a pause.
    await Promise.all([refresh(), mutate(urls.system)]);
    setBusy(false);
  };
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto grid w-full max-w-[860px] grid-cols-[minmax(0,1fr)] gap-8 p-4 pb-16 outline-none sm:p-7"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 className="font-[650] text-28 tracking-[-0.025em]">{t('queue.title')}</h1>
        <Link href="/errors" className="rounded-small underline underline-offset-2">
          {t('errors.title')}
        </Link>
      </div>
      <HostNotices />
      {queue ? (
        <Loaded queue={queue} busy={busy} change={change} />
      ) : error ? (
        <LoadError error={error} onRetry={() => void refresh()} />
      ) : (
        <div role="status" aria-label={t('queue.loading')} className="grid gap-3">
          <Skeleton className="h-28 rounded-card" />
          <Skeleton className="h-64 rounded-card" />
        </div>
      )}
    </main>
  );
}

interface LoadedProps {
  queue: Queue;
  busy: boolean;
  change: (run: () => Promise<unknown>) => Promise<void>;
}

function Loaded({ queue, busy, change }: LoadedProps) {
  const t = useTexts();
  const { stats, live, ended } = queue;
  const [stopping, setStopping] = useState(false);
  const total = Object.values(stats.byKind).reduce((sum, kind) => sum + kind.queued + kind.running, 0);
  return (
    <>
      <QueueSummary stats={stats} busy={busy} onPause={(paused) => change(() => queueCalls.pauseQueue(paused))} />
      <Section
        title={t('queue.now')}
        text={live.length < total ? t('queue.first', { shown: live.length, total }) : undefined}
      >
        {live.length === 0 ? (
          <p className="text-muted">{t('queue.nothing')}</p>
        ) : (
          <>
            <ul className="-my-3 divide-y divide-line">
              {live.map((job) => (
                <JobRow
                  key={job.id}
                  job={job}
                  disabled={busy}
                  onChange={() => change(() => jobCalls.cancelJob(job.id))}
                />
              ))}
            </ul>
            <Button className="mt-5" variant="danger" disabled={busy} onClick={() => setStopping(true)}>
              {t('queue.cancelAll')}
            </Button>
          </>
        )}
      </Section>
      <Section title={t('queue.failed')} text={t('queue.failedText')}>
        {ended.length === 0 ? (
          <p className="text-muted">{t('queue.nothingFailed')}</p>
        ) : (
          <>
            <ul className="-my-3 divide-y divide-line">
              {ended.map((job) => (
                <JobRow
                  key={job.id}
                  job={job}
                  disabled={busy}
                  onChange={() => change(() => jobCalls.retryJob(job.id))}
                />
              ))}
            </ul>
            <Button className="mt-5" disabled={busy} onClick={() => change(queueCalls.retryFailed)}>
              {t('queue.retryAll')}
            </Button>
          </>
        )}
      </Section>
      <QueueTimes stats={stats} />
      <ConfirmDialog
        open={stopping}
        onOpenChange={setStopping}
        title={t('queue.cancelAsk')}
        description={t('queue.cancelText', { n: total })}
        confirm={t('queue.cancelAll')}
        cancel={t('queue.goOn')}
        busy={busy}
        onConfirm={async () => {
          await change(queueCalls.cancelQueue);
          setStopping(false);
        }}
      />
    </>
  );
}
