import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Database } from '../client.ts';
import { readJsonColumn } from '../json.ts';

/** The stored value, or null where none is. @throws AppError `internal` where it is not of the schema. */
export async function getSetting<Schema extends z.core.$ZodType>(
  db: Database,
  key: string,
  schema: Schema,
): Promise<z.infer<Schema> | null> {
  const [row] = await db.orm.select().from(db.tables.settings).where(eq(db.tables.settings.key, key));
  return row ? readJsonColumn({ table: 'settings', id: key, column: 'value' }, schema, row.value) : null;
}

/** Stores a JSON value under a key. */
export async function putSetting(db: Database, key: string, value: unknown, now: number = Date.now()): Promise<void> {
  const { settings } = db.tables;
  await db.orm
    .insert(settings)
    .values({ key, value, updatedAt: now })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: now } });
}
