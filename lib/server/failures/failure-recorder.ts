import { addToErrorGroup, type ErrorOccurrences, removeOldErrorGroups } from '#db/repositories/error-groups.ts';
import type { Database } from '#db/types.ts';
import { type LoggedFailure, onLoggedFailure } from '../logger.ts';
import { groupOf } from './failure-group.ts';

export interface FailureRecorder {
  /** Writes what was not written yet. Never rejects. */
  flush(): Promise<void>;
  /** Hears nothing any more, and writes the rest. Never rejects. */
  stop(): Promise<void>;
}

/** The first of a flood is there soon; what follows is counted and written together. */
const SOON_MS = 200;
const CALM_MS = 5000;
/** While the database does not take it. */
const AGAIN_MS = 30_000;
const PRUNE_MS = 3_600_000;
/** Kinds of failures that wait in memory; what is beyond them is in the log. */
const GROUPS_MAX = 200;

/**
 * Counts every failure that this process logs (a line at `warn` or worse with an error) into `error_groups`, without
 * ever failing or delaying what failed. What happens while the database is away waits in memory.
 */
export function recordFailures(options: {
  readonly database: () => Promise<Database>;
  /** Groups without a failure for so long are forgotten. */
  readonly retentionMs: number;
}): FailureRecorder {
  let waiting = new Map<string, ErrorOccurrences>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let lastWriteAt = Number.NEGATIVE_INFINITY;
  let prunedAt = Number.NEGATIVE_INFINITY;

  function add(failure: ErrorOccurrences): void {
    const known = waiting.get(failure.id);
    if (!known && waiting.size >= GROUPS_MAX) return;
    const [older, newer] = known && known.lastSeenAt > failure.lastSeenAt ? [failure, known] : [known, failure];
    waiting.set(failure.id, {
      ...newer,
      count: (older?.count ?? 0) + newer.count,
      firstSeenAt: Math.min(older?.firstSeenAt ?? newer.firstSeenAt, newer.firstSeenAt),
    });
  }

  function schedule(delayMs: number): void {
    if (timer) return;
    timer = setTimeout(() => void flush(), delayMs);
    timer.unref();
  }

  function hear(failure: LoggedFailure): void {
    add(groupOf(failure, Date.now()));
    schedule(performance.now() - lastWriteAt > CALM_MS ? SOON_MS : CALM_MS);
  }

  async function write(): Promise<void> {
    const taken = [...waiting.values()];
    waiting = new Map();
    lastWriteAt = performance.now();
    try {
      const db = await options.database();
      while (taken.length > 0) {
        const [first] = taken;
        if (first) await addToErrorGroup(db, first);
        taken.shift();
      }
      if (performance.now() - prunedAt < PRUNE_MS) return;
      prunedAt = performance.now();
      await removeOldErrorGroups(db, Date.now() - options.retentionMs);
    } catch {
      // It is in the log already, as is why the database is away; to log this one would make the next.
      for (const failure of taken) add(failure);
      if (taken.length > 0) schedule(AGAIN_MS);
    }
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    if (waiting.size > 0) writing = writing.then(write);
    return writing;
  }

  const deafen = onLoggedFailure(hear);
  return {
    flush,
    async stop() {
      deafen();
      await flush();
      if (timer) clearTimeout(timer);
    },
  };
}
