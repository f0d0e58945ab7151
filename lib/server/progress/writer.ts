import { isTerminal, type Progress, progressSchema } from '#lib/shared/progress.ts';
import { readJson, writeJsonAtomic } from '../atomic-json.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { paths } from '../paths.ts';

/** `seq` and the time are the writer's own business. */
export type ProgressUpdate = Omit<Progress, 'episodeId' | 'seq' | 'updatedAt'>;

export interface ProgressWriter {
  /** Puts it on the disk soon: at most twice a second, the last one always, an end at once. Never throws. */
  write(update: ProgressUpdate): void;
  /** Puts what waits on the disk now; resolves when it is there. Never rejects. */
  flush(): Promise<void>;
}

/** Where progress is kept: a file, or a test's own. */
export interface ProgressStore {
  read(): Promise<Progress | null>;
  replace(progress: Progress): Promise<void>;
}

const INTERVAL_MS = 500;

/**
 * Writes `progress.json` of an episode. `seq` goes on from what is there before each write, so it grows
 * also when another process wrote in between. A write that fails is logged once and changes nothing
 * for the job. Use one writer per episode and process.
 */
export function createProgressWriter(
  env: Env,
  logger: Logger,
  episodeId: string,
  store: ProgressStore = fileStore(env, episodeId),
): ProgressWriter {
  let waiting: ProgressUpdate | null = null;
  let writing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let lastBegunAt = Number.NEGATIVE_INFINITY;
  let seq = 0;
  let complained = false;

  const complain = (error: unknown) => {
    if (!complained) logger.warn({ err: error, episodeId }, 'progress could not be written');
    complained = true;
  };

  async function put(update: ProgressUpdate): Promise<void> {
    const before = await store.read().catch((error: unknown) => {
      complain(error);
      return null;
    });
    seq = Math.max(seq, before?.seq ?? 0) + 1;
    try {
      await store.replace({ ...update, episodeId, seq, updatedAt: Date.now() });
    } catch (error) {
      complain(error);
    }
  }

  function begin(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const update = waiting;
    if (writing || update === null) return;
    waiting = null;
    lastBegunAt = performance.now();
    writing = put(update).then(() => {
      writing = null;
      schedule();
    });
  }

  function schedule(): void {
    if (waiting === null || writing || timer) return;
    const restMs = lastBegunAt + INTERVAL_MS - performance.now();
    if (restMs <= 0) begin();
    else timer = setTimeout(begin, restMs);
  }

  async function flush(): Promise<void> {
    while (writing || waiting !== null) {
      begin();
      await writing;
    }
  }

  return {
    write(update) {
      waiting = update;
      if (isTerminal(update.state)) void flush();
      else schedule();
    },
    flush,
  };
}

function fileStore(env: Env, episodeId: string): ProgressStore {
  const file = paths.progressFile(env, episodeId);
  return {
    read: () => readJson(file, progressSchema),
    replace: (progress) => writeJsonAtomic(file, progress),
  };
}
