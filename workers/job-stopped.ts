/** Why a running job is to leave off. */
export type StopReason = 'canceled' | 'lost' | 'shutdown' | 'timeout';

/** The reason of a job's abort signal. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped';
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`The job was stopped: ${reason}`);
    this.reason = reason;
  }
}

/** Why this signal was aborted; null where it was not. */
export function stopReasonOf(signal: AbortSignal): StopReason | null {
  if (!signal.aborted) return null;
  return signal.reason instanceof JobStopped ? signal.reason.reason : 'shutdown';
}
