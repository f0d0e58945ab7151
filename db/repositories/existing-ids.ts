import { count, inArray } from 'drizzle-orm';
import type { Database } from '../client.ts';

/** Those of the ids (a few hundred at most) that are an episode or an upload. */
export async function existingIds(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { episodes, uploads } = db.tables;
  const [found, open] = await Promise.all([
    db.orm
      .select({ id: episodes.id })
      .from(episodes)
      .where(inArray(episodes.id, [...ids])),
    db.orm
      .select({ id: uploads.id })
      .from(uploads)
      .where(inArray(uploads.id, [...ids])),
  ]);
  return new Set([...found, ...open].map((row) => row.id));
}

/** How many episodes (in the trash or not) and uploads there are. */
export async function countIds(db: Database): Promise<number> {
  const { episodes, uploads } = db.tables;
  const [[found], [open]] = await Promise.all([
    db.orm.select({ rows: count() }).from(episodes),
    db.orm.select({ rows: count() }).from(uploads),
  ]);
  return (found?.rows ?? 0) + (open?.rows ?? 0);
}
