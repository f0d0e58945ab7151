import pino, { type Logger } from 'pino';

export type { Logger };

/** JSON lines on stderr (stdout belongs to the commands' own results). Never give it secrets or whole transcripts. */
export function createLogger(level: string, name: string): Logger {
  return pino(
    { level, name, redact: ['*.password', '*.authorization', '*.cookie', '*.databaseUrl'] },
    { write: (line) => void process.stderr.write(line) },
  );
}

// Written at once, so that the last words before an end are there. Not by pino's own destination: when nobody reads
// our stderr any more, its flush at exit tries for ever (sonic-boom 4.2.1), and the process stays.
// Next loads this module once per bundle; one listener is enough.
if (process.stderr.listenerCount('error') === 0) {
  process.stderr.on('error', (error) => {
    if (!('code' in error && error.code === 'EPIPE')) throw error;
  });
}
