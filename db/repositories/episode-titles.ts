import { inArray } from 'drizzle-orm';
import type { Database } from '../client.ts';

/** Titles of these episodes (a few hundred at most), by id. */
export async function episodeTitles(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { episodes } = db.tables;
  const rows = await db.orm
    .select({ id: episodes.id, title: episodes.title })
    .from(episodes)
    .where(inArray(episodes.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, title }) => [id, title]));
}
