import { lte } from 'drizzle-orm';
import type { Database } from '../client.ts';

/**
 * Of several processes that do the same at an interval, lets one at a time: whoever is told `true` has the turn for
 * so long.
 *
 * @param now epoch milliseconds
 */
export async function takeTurn(db: Database, name: string, forMs: number, now: number = Date.now()): Promise<boolean> {
  const { settings } = db.tables;
  const taken = await db.orm
    .insert(settings)
    .values({ key: `turn:${name}`, value: null, updatedAt: now })
    .onConflictDoUpdate({
      target: settings.key,
      set: { updatedAt: now },
      setWhere: lte(settings.updatedAt, now - forMs),
    })
    .returning({ key: settings.key });
  return taken.length > 0;
}
