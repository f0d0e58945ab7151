import { openDatabase } from '#db/client.ts';
import type { Database } from '#db/types.ts';
import { AppError } from './app-error.ts';
import { type Env, readEnv } from './env.ts';
import { recordFailures } from './failures/failure-recorder.ts';
import { createLogger, type Logger } from './logger.ts';

/** What every request of the web process shares. */
export interface AppContext {
  readonly env: Env;
  readonly logger: Logger;
  /**
   * The open database. Opened by the first caller; where that fails, the next caller tries again,
   * so the process comes back by itself.
   *
   * @throws AppError `database_unavailable`
   */
  database(): Promise<Database>;
}

/** `globalThis`, because a reload of the code in development must not open a second one. */
const holder: typeof globalThis & { podpromoContext?: AppContext } = globalThis;

/** The web process's one context. */
export function getContext(): AppContext {
  holder.podpromoContext ??= startContext();
  return holder.podpromoContext;
}

/** With its failures counted. Not in instrumentation.ts: that is a bundle of its own, whose errors no route would know. */
function startContext(): AppContext {
  const context = createContext(readEnv());
  recordFailures({ database: context.database, retentionMs: context.env.metricsRetentionMs });
  return context;
}

/** Makes this the process's context, e.g. one with a database of its own. */
export function installContext(context: AppContext): void {
  holder.podpromoContext = context;
}

export function createContext(env: Env, logger: Logger = createLogger(env.logLevel, 'web')): AppContext {
  let opening: Promise<Database> | null = null;
  return {
    env,
    logger,
    database() {
      opening ??= open(env, logger).catch((error: unknown) => {
        opening = null;
        throw error;
      });
      return opening;
    },
  };
}

async function open(env: Env, logger: Logger): Promise<Database> {
  try {
    return await openDatabase(env, logger);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('database_unavailable', { cause: error });
  }
}
