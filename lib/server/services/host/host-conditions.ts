import type { HostCode } from '#lib/shared/host-codes.ts';
import type { Note } from '#lib/shared/transcript.ts';
import type { HostFacts } from './host-facts.ts';

const HOUR_MS = 3_600_000;
/** deploy/prometheus/alerts.yml has the same numbers. */
const WAITS_MS = 6 * HOUR_MS;
const FAILED_SHARE = 0.2;
/** One of two is no rule yet. */
const FAILED_LEAST = 5;
const USED_SHARE = 0.9;
const FREE_BYTES = 5e9;
const BACKUPS_MISSED = 2;

/** Something that whoever hosts it should hear of before a user does. */
export interface HostCondition {
  readonly code: HostCode;
  /** Of deploy/prometheus/alerts.yml, for those who run Prometheus; a test compares the two lists. */
  readonly alert: string;
  readonly text: string;
  /** Whether it is so. @param now epoch milliseconds */
  readonly holds: (facts: HostFacts, now: number) => boolean;
}

export const HOST_CONDITIONS: readonly HostCondition[] = [
  {
    code: 'no_worker',
    alert: 'PodPromoNoWorker',
    text: 'No worker is running. Uploads are taken, nothing is worked on. Restart PodPromo; its log says why the worker ended.',
    holds: ({ queue }) => queue.workersAlive === 0,
  },
  {
    code: 'queue_waits',
    alert: 'PodPromoQueueWaits',
    text: 'Something has waited for its turn for six hours. The queue may be paused, or there is more work than this machine can do.',
    holds: ({ queue }, now) => queue.oldestRunAt !== null && now - queue.oldestRunAt > WAITS_MS,
  },
  {
    code: 'jobs_fail',
    alert: 'PodPromoJobsFail',
    text: 'More than a fifth of the recent jobs failed. The queue lists them with what to do.',
    holds({ queue }) {
      const ended = Object.values(queue.recent.byKind);
      const failed = ended.reduce((sum, kind) => sum + kind.failed + kind.poisoned, 0);
      const all = ended.reduce((sum, kind) => sum + kind.succeeded, failed);
      return all >= FAILED_LEAST && failed / all > FAILED_SHARE;
    },
  },
  {
    code: 'storage_limit',
    alert: 'PodPromoStorageLimit',
    text: 'The storage limit is nearly reached. Make room on the page Storage, or raise MAX_STORAGE_GB. Uploads that do not fit are refused.',
    holds: ({ storage }) => storage.usedBytes > USED_SHARE * storage.limitBytes,
  },
  {
    code: 'disk_low',
    alert: 'PodPromoDiskFull',
    text: 'Less than 5 GB are free on the disk. Make room: uploads and renders are refused before it is full, and what is there stays safe.',
    holds: ({ storage }) => storage.freeBytes < FREE_BYTES,
  },
  {
    code: 'files_missing',
    alert: 'PodPromoFilesMissing',
    text: 'Files that the database knows are gone. Run npm run doctor, restore a backup, or render those clips again.',
    holds: ({ storage }) => (storage.missingFiles ?? 0) > 0,
  },
  {
    code: 'errors_rise',
    alert: 'PodPromoErrors',
    text: 'Something failed in the last hour that nobody foresaw. The page of what failed has it, and where to look in the log.',
    holds: ({ errors }) => errors.unforeseen > 0,
  },
  {
    code: 'backup_old',
    alert: 'PodPromoBackupOld',
    text: 'The last backup is too old. Later ones failed; the log of the worker says why.',
    holds: ({ backup }) => backup !== null && backup.ageMs > BACKUPS_MISSED * backup.intervalMs + HOUR_MS,
  },
];

/** What holds now, as notices for the pages. */
export function conditionNotes(facts: HostFacts, now: number): Note[] {
  return HOST_CONDITIONS.filter(({ holds }) => holds(facts, now)).map(({ code, text }) => ({ code, text }));
}
