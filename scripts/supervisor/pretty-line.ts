import { z } from 'zod';

/** One line of pino. */
const logLine = z.looseObject({
  level: z.number(),
  time: z.number(),
  msg: z.string().default(''),
  err: z.looseObject({ message: z.string() }).optional(),
});
const LEVELS: Readonly<Record<number, string>> = { 40: 'warning: ', 50: 'error: ', 60: 'fatal: ' };
/** Not worth room on a terminal; the log file has them. */
const OMITTED = new Set(['level', 'time', 'name', 'msg', 'pid', 'hostname', 'err', 'requestId']);

/** A log line for a terminal: time, who, what, then the facts. What is no log line stays as it is. */
export function prettyLine(name: string, line: string): string {
  const parsed = parse(line);
  if (!parsed) return `${name.padEnd(6)} ${line}`;
  const time = new Date(parsed.time).toLocaleTimeString('en-GB');
  const facts = Object.entries(parsed)
    .filter(([key, value]) => !OMITTED.has(key) && ['string', 'number', 'boolean'].includes(typeof value))
    .map(([key, value]) => `${key}=${value}`);
  const error = parsed.err ? `: ${parsed.err.message}` : '';
  return [time, name.padEnd(6), `${LEVELS[parsed.level] ?? ''}${parsed.msg}${error}`, ...facts].join(' ');
}

function parse(line: string): z.infer<typeof logLine> | null {
  if (!line.startsWith('{')) return null;
  try {
    return logLine.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null; // begins like JSON and is none
  }
}
