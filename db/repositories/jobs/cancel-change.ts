import type { JobRow } from '../../rows.ts';
import type { Transaction } from '../../types.ts';
import type { Change } from './change.ts';
import { instant } from './clock.ts';
import { endedStatements } from './episode-effects.ts';
import { FREED } from './lease.ts';

/** The end of a job that a person canceled, whichever transition meets it. */
export function cancelChange(tx: Transaction, job: JobRow, now?: number): Change {
  const end = { status: 'canceled', errorCode: 'job_canceled', errorMessage: null } as const;
  return {
    patch: { ...end, ...FREED, finishedAt: instant(tx, now) },
    effects: (inner) => endedStatements(inner, job, end, now),
  };
}
