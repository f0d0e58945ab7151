import pino, { type Logger } from 'pino';

export type { Logger };

/** JSON lines on stderr (stdout belongs to the commands' own results). Never give it secrets or whole transcripts. */
export function createLogger(level: string, name: string): Logger {
  return pino(
    { level, name, redact: ['*.password', '*.authorization', '*.cookie', '*.databaseUrl'] },
    pino.destination({ fd: 2, sync: false }),
  );
}
