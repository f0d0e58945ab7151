import { gt, lte, or } from 'drizzle-orm';
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
      // One that was taken while the clock was ahead would last until then.
      setWhere: or(lte(settings.updatedAt, now - forMs), gt(settings.updatedAt, now + forMs)),
    })
    .returning({ key: settings.key });
  return taken.length > 0;
}
