import type { Texts } from '#lib/client/texts.tsx';
import type { QueuedJob } from '#lib/shared/queue.ts';
import { formatPercent, problemSentence } from '#lib/shared/texts/formats.ts';

/** Where a job stands, in words. */
export function statusWords(t: Texts, job: QueuedJob): string {
  if (job.status === 'running') {
    if (job.cancelRequested) return t('queue.stopping');
    return job.percent === null ? t('queue.running') : t('queue.runningAt', { percent: formatPercent(t, job.percent) });
  }
  if (job.status === 'queued') {
    if (job.attempts === 0) return t('queue.waiting');
    return t('queue.waitingAgain', { n: job.attempts, max: job.maxAttempts });
  }
  const reason = job.error ? problemSentence(t, job.error) : t('queue.ended');
  return job.status === 'poisoned' ? `${t('queue.crashed')} ${reason}` : reason;
}
