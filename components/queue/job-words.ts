import type { QueuedJob } from '#lib/shared/queue.ts';
import type { JobKind } from '#lib/shared/states.ts';

/** What a job does, as a person would say it. */
export const KIND_NAMES: Readonly<Record<JobKind, string>> = {
  probe: 'Look at the file',
  transcribe: 'Listen',
  suggest: 'Find clips',
  render: 'Render a clip',
  model: 'Fetch a model',
};

/** Where a job stands, in words. */
export function statusWords(job: QueuedJob): string {
  if (job.status === 'running') {
    if (job.cancelRequested) return 'Stopping';
    return job.percent === null ? 'Running' : `Running, ${Math.round(job.percent)} %`;
  }
  if (job.status === 'queued') {
    if (job.attempts === 0) return 'Waiting for its turn';
    return `Waiting, after ${job.attempts} of ${job.maxAttempts} attempts`;
  }
  const crashed = job.status === 'poisoned' ? 'Given up after two crashes. ' : '';
  return job.error ? `${crashed}${job.error.title}. ${job.error.action}` : `${crashed}Failed.`;
}
