import { existsSync, renameSync, rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import Client from 'better-sqlite3';
import { AppError } from '#lib/server/app-error.ts';

/** So many copies of before a migration stay beside the database. */
const KEPT = 3;

/**
 * Copies the database to `FILE.before-RELEASE-TIME`, synchronously, while the caller holds the write lock: readers do
 * not wait for it with a write-ahead log, and nothing can change in between.
 *
 * @param release whose migrations come next.
 * @throws AppError `disk_full` with what to do; nothing was changed then.
 */
export function keepCopyBeforeMigration(file: string, release: string): void {
  const time = new Date().toISOString().replaceAll(/[-:.]/g, '');
  const copy = `${file}.before-${release}-${time}`;
  const partial = `${copy}.partial`;
  const client = new Client(file, { readonly: true });
  try {
    client.prepare('vacuum into ?').run(partial);
    renameSync(partial, copy);
  } catch (error) {
    if (existsSync(partial)) rmSync(partial);
    throw new AppError('disk_full', {
      detail: `The database was left as it is: no copy could be kept beside ${file}. Make room, then start again.`,
      cause: error,
    });
  } finally {
    client.close();
  }
}

/** Copies of before a migration, oldest first. */
export async function listCopies(file: string): Promise<string[]> {
  const prefix = `${basename(file)}.before-`;
  const names = (await readdir(dirname(file))).filter((name) => name.startsWith(prefix) && !name.endsWith('.partial'));
  const timeOf = (name: string) => name.slice(name.lastIndexOf('-') + 1);
  return names.sort((a, b) => timeOf(a).localeCompare(timeOf(b))).map((name) => join(dirname(file), name));
}

/** Removes all but the newest, and what a kill while copying left. */
export async function removeOldCopies(file: string): Promise<void> {
  for (const copy of (await listCopies(file)).slice(0, -KEPT)) await rm(copy, { force: true });
  const prefix = `${basename(file)}.before-`;
  for (const name of await readdir(dirname(file))) {
    if (name.startsWith(prefix) && name.endsWith('.partial')) await rm(join(dirname(file), name), { force: true });
  }
}
