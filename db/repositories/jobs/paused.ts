import { eq, exists, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../../types.ts';
import { getSetting, putSetting } from '../settings.ts';

/** There while the queue is paused, so that a claim need only look whether it is. */
const KEY = 'queue_paused';
const storedSchema = z.object({ since: z.number() });

/** Holds while the queue is paused; for conditions of other statements. */
export function isPaused({ orm, tables }: Pick<Transaction, 'orm' | 'tables'>): SQL {
  const { settings } = tables;
  return exists(orm.select({ key: settings.key }).from(settings).where(eq(settings.key, KEY)));
}

/** Since when nothing new is begun (epoch milliseconds); null while the queue runs. */
export async function pausedSince(db: Database): Promise<number | null> {
  return (await getSetting(db, KEY, storedSchema))?.since ?? null;
}

/** Has no worker begin anything new. What runs goes on. */
export async function pauseQueue(db: Database, now: number = Date.now()): Promise<void> {
  if ((await pausedSince(db)) === null) await putSetting(db, KEY, { since: now });
}

export async function resumeQueue(db: Database): Promise<void> {
  const { settings } = db.tables;
  await db.orm.delete(settings).where(eq(settings.key, KEY));
}
