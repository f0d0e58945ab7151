import type { Env } from '#lib/server/env.ts';
import type { Logger } from '#lib/server/logger.ts';
import type { OnSpeechStatus, SpeechStatus } from './engines/status.ts';
import { Bell } from './pause.ts';
import { createSpeechLog, reasonsOf } from './speech-log.ts';

const LOOK_AGAIN_MS = 30_000;
const WENT_AWAY: SpeechStatus = {
  state: 'missing',
  message: 'The speech engine went away. Looking for it again.',
  percent: null,
  wordTimes: null,
};

/** Prepares the engine and the default model, and says on the way how far it is. */
export type PrepareSpeech = (
  env: Env,
  options: { model: string },
  onStatus: OnSpeechStatus,
  signal: AbortSignal,
) => Promise<unknown>;

/** Whether jobs that need the speech engine can be begun. */
export interface SpeechGate {
  ready(): boolean;
  /** A job found the engine gone: closes the gate and looks again. */
  lost(): void;
}

export interface SpeechKeeper extends SpeechGate {
  status(): SpeechStatus;
  /** Runs until the signal aborts. */
  run(): Promise<void>;
}

/**
 * Gets the speech engine ready in the background, however long that takes: what is missing (a compiler, a connection)
 * is looked for again every 30 s, so that it goes on by itself once it is there.
 */
export function createSpeechKeeper(options: {
  env: Env;
  logger: Logger;
  signal: AbortSignal;
  prepare: PrepareSpeech;
  onStatus?: OnSpeechStatus;
  /** A job waits for speech: ring whoever claims. */
  onReady?: () => void;
  againMs?: number;
}): SpeechKeeper {
  const { env, logger, signal } = options;
  const bell = new Bell();
  let status: SpeechStatus = { state: 'unknown', message: 'Starting', percent: null, wordTimes: null };
  const log = createSpeechLog(logger);
  const explained = new Set<string>();
  const tell = (next: SpeechStatus) => {
    status = next;
    log(next);
    options.onStatus?.(next);
  };

  async function prepare(): Promise<void> {
    try {
      await options.prepare(env, { model: env.whisperModel }, tell, signal);
      options.onReady?.();
    } catch (error) {
      if (signal.aborted) return;
      // The page's sentence points to the log for the reason; it is looked for every 30 s, and told once.
      const reason = reasonsOf(error).join(' <- ');
      logger[explained.has(reason) ? 'debug' : 'warn']({ reason }, 'speech engine not ready');
      explained.add(reason);
    }
  }

  return {
    status: () => status,
    ready: () => status.state === 'ready',
    lost() {
      if (status.state === 'ready') tell(WENT_AWAY);
      bell.ring();
    },
    async run() {
      while (!signal.aborted) {
        await prepare();
        const isReady = status.state === 'ready';
        await bell.pause(isReady ? 2 ** 31 - 1 : (options.againMs ?? LOOK_AGAIN_MS), signal);
      }
    },
  };
}
