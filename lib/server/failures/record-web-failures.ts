import { getContext } from '../context.ts';
import { EnvError } from '../env.ts';
import { recordFailures } from './failure-recorder.ts';

/** Counts what fails in the web process, from now until its end. A configuration that cannot be read is told by the first request. */
export function recordWebFailures(): void {
  try {
    const context = getContext();
    recordFailures({ database: context.database, retentionMs: context.env.metricsRetentionMs });
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
  }
}
