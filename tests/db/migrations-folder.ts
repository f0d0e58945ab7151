import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Dialect } from '#db/client.ts';

const journalSchema = z.looseObject({ entries: z.array(z.looseObject({ when: z.number(), tag: z.string() })) });

/** The project's migrations with one more, by name and text, in a folder that goes with the test. */
export async function migrationsFolder(dialect: Dialect, extra: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-migrations-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await cp(join(dirname(dirname(import.meta.dirname)), 'drizzle', dialect), dir, { recursive: true });
  const journalFile = join(dir, 'meta', '_journal.json');
  const journal = journalSchema.parse(JSON.parse(await readFile(journalFile, 'utf8')));
  for (const [tag, sql] of Object.entries(extra)) {
    await writeFile(join(dir, `${tag}.sql`), sql);
    const when = (journal.entries.at(-1)?.when ?? 0) + 1;
    journal.entries.push({ idx: journal.entries.length, version: '7', when, tag, breakpoints: true });
  }
  await writeFile(journalFile, JSON.stringify(journal));
  return dir;
}

/** The project's migrations up to this time (epoch milliseconds), in a folder that goes with the test. */
export async function migrationsUpTo(dialect: Dialect, time: number): Promise<string> {
  const dir = await migrationsFolder(dialect, {});
  const journalFile = join(dir, 'meta', '_journal.json');
  const journal = journalSchema.parse(JSON.parse(await readFile(journalFile, 'utf8')));
  const entries = journal.entries.filter(({ when }) => when <= time);
  await writeFile(journalFile, JSON.stringify({ ...journal, entries }));
  return dir;
}
