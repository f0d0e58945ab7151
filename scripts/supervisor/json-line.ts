import { z } from 'zod';

const pinoLine = z.looseObject({ level: z.number(), time: z.number() });
const INFO = 30;

/** A line for the log file: JSON as it is, anything else wrapped as pino would write it. */
export function jsonLine(name: string, line: string): string {
  return isPino(line) ? line : JSON.stringify({ level: INFO, time: Date.now(), name, msg: line });
}

function isPino(line: string): boolean {
  if (!line.startsWith('{')) return false;
  try {
    return pinoLine.safeParse(JSON.parse(line)).success;
  } catch {
    return false; // begins like JSON and is none
  }
}
