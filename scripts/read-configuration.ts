import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { hasErrno } from '#lib/server/app-error.ts';
import { type Env, EnvError, readEnv, VARIABLES } from '#lib/server/env.ts';

const FILE = join(import.meta.dirname, '..', '.env');

/**
 * The configuration as every command sees it: the environment, then the file
 * `.env` beside package.json for what is not set there.
 *
 * @throws EnvError naming every variable that cannot be used.
 */
export function readConfiguration(): Env {
  for (const [name, value] of Object.entries(parseEnv(readFile() ?? ''))) process.env[name] ??= value;
  return readEnv();
}

/** Sentences about lines of `.env` that look like settings and are none. */
export function doubtfulLines(text: string = readFile() ?? ''): string[] {
  const unknown = Object.keys(parseEnv(text)).flatMap((name) => {
    const meant = VARIABLES.includes(name) ? undefined : VARIABLES.find((known) => isLike(name, known));
    return meant ? [`.env: ${name} is not a setting of PodPromo and does nothing; is ${meant} meant?`] : [];
  });
  const colons = VARIABLES.filter((name) => new RegExp(`^\\s*${name}\\s*:`, 'm').test(text));
  return [
    ...unknown,
    ...colons.map((name) => `.env: ${name} is followed by a colon and does nothing; write ${name}=…`),
  ];
}

function readFile(): string | null {
  try {
    return readFileSync(FILE, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return null;
    throw new EnvError([`.env cannot be read (${error instanceof Error ? error.message : String(error)})`]);
  }
}

function isLike(name: string, known: string): boolean {
  const [left, right] = [bare(name), bare(known)];
  const [shorter, longer] = left.length < right.length ? [left, right] : [right, left];
  return (shorter.length > 5 && longer.includes(shorter)) || distance(left, right) <= (right.length > 5 ? 2 : 1);
}

function bare(name: string): string {
  return name.toUpperCase().replace(/[^A-Z]/g, '');
}

/** Letters to put in, take out or replace (Levenshtein). */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...left].entries()) {
    const next = [at + 1];
    for (const [index, other] of [...right].entries()) {
      const replaced = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
