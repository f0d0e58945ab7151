import { Writable } from 'node:stream';
import pino from 'pino';

/** A logger whose lines can be looked at. */
export function listeningLogger() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, logger: pino({}, stream) };
}
