import { jsonLine } from './json-line.ts';
import { openLogFile } from './log-file.ts';
import { prettyLine } from './pretty-line.ts';

/** What the person at the terminal sees. */
export interface Console {
  /** A line that a child wrote: as it is, or easy to read on a terminal. */
  line(name: string, line: string): void;
  /** What the supervisor does. */
  say(text: string): void;
  /** Why it cannot start. */
  problem(text: string): void;
  /** The one line on stdout: where the page is. */
  result(text: string): void;
  close(): void;
}

/** Writes to the terminal, and to a file in `logsDir` where that is given, whose every line is JSON. */
export function createConsole(logsDir: string | null): Console {
  const file = logsDir === null ? null : openLogFile(logsDir);
  const isTerminal = process.stderr.isTTY === true;
  const write = (text: string) => {
    process.stderr.write(`${text}\n`);
    file?.write(jsonLine('supervisor', text));
  };
  return {
    line(name, line) {
      process.stderr.write(`${isTerminal ? prettyLine(name, line) : line}\n`);
      file?.write(jsonLine(name, line));
    },
    say: (text) => write(`podpromo: ${text}`),
    problem: (text) => write(text),
    result(text) {
      process.stdout.write(`${text}\n`);
      file?.write(jsonLine('supervisor', text));
    },
    close: () => file?.close(),
  };
}
