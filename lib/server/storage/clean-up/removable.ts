import type { CleanUpReason, CleanUpTrigger, Retention } from '#lib/shared/storage.ts';
import type { UploadContext } from '../../uploads/context.ts';

/** Something that may go. */
export interface Removable {
  readonly reason: CleanUpReason;
  readonly episodeId: string | null;
  readonly title: string | null;
  readonly files: number;
  readonly bytes: number;
  /** False where it was needed after all by then. */
  remove(): Promise<boolean>;
}

/** What decides whether something may go. */
export interface CleanUpRound {
  readonly context: UploadContext;
  readonly trigger: CleanUpTrigger;
  readonly retention: Retention;
  /** By which ages are judged (judged-time.ts): epoch milliseconds. */
  readonly now: number;
  /** What the clock shows: for the log, and for what costs nobody anything. */
  readonly clock: number;
}

export const DAY_MS = 24 * 3_600_000;
