import { AsyncLocalStorage } from 'node:async_hooks';
import pino, { type LogFn, type Logger } from 'pino';

export type { Logger };

/** Ids of what is being done; they stand in every line that is logged meanwhile. Never texts of users. */
export interface LogFields {
  requestId?: string;
  route?: string;
  method?: string;
  jobId?: string;
  kind?: string;
  episodeId?: string | null;
}

/** A line at `warn` or worse that has an error. */
export interface LoggedFailure {
  /** The process: `web` or `worker`. */
  readonly name: string;
  /** A fixed text of the code. */
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Next loads this module once per bundle, so what they share lies on `globalThis`. */
const holder: typeof globalThis & {
  podpromoLogScope?: AsyncLocalStorage<LogFields>;
  podpromoFailures?: Set<(failure: LoggedFailure) => void>;
} = globalThis;
holder.podpromoLogScope ??= new AsyncLocalStorage();
holder.podpromoFailures ??= new Set();
const scope = holder.podpromoLogScope;
const listeners = holder.podpromoFailures;
const WARN = 40;

/** Runs something whose every line, also of the database, carries these ids. */
export function withLogFields<Result>(fields: LogFields, run: () => Result): Result {
  return scope.run({ ...scope.getStore(), ...fields }, run);
}

/** Adds ids that became known on the way. Does nothing outside `withLogFields`. */
export function addLogFields(fields: LogFields): void {
  Object.assign(scope.getStore() ?? {}, fields);
}

/** Tells every failure that is logged from now on in this process. @returns ends that. */
export function onLoggedFailure(listener: (failure: LoggedFailure) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** JSON lines on stderr (stdout belongs to the commands' own results). Never give it secrets or whole transcripts. */
export function createLogger(
  level: string,
  name: string,
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Logger {
  return pino(
    {
      level,
      name,
      redact: ['*.password', '*.authorization', '*.cookie', '*.databaseUrl'],
      mixin: () => ({ ...scope.getStore() }),
      hooks: {
        logMethod(args, method, at) {
          method.apply(this, args);
          if (at >= WARN && listeners.size > 0) tell(this, name, args);
        },
      },
    },
    { write },
  );
}

function tell(logger: Logger, name: string, [fields, message]: Parameters<LogFn>): void {
  const given: unknown = fields;
  if (typeof given !== 'object' || given === null || !('err' in given)) return;
  const failure = {
    name,
    message: typeof message === 'string' ? message : '',
    fields: { ...scope.getStore(), ...logger.bindings(), ...given },
  };
  for (const listener of listeners) listener(failure);
}

// Written at once, so that the last words before an end are there. Not by pino's own destination: when nobody reads
// our stderr any more, its flush at exit tries for ever (sonic-boom 4.2.1), and the process stays.
// Next loads this module once per bundle; one listener is enough.
if (process.stderr.listenerCount('error') === 0) {
  process.stderr.on('error', (error) => {
    if (!('code' in error && error.code === 'EPIPE')) throw error;
  });
}
