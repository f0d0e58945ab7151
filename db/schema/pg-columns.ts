import { bigint, customType } from 'drizzle-orm/pg-core';
import { cleanText, encodeJson } from './values.ts';

/** Columns as both dialects have them; twin of sqlite-columns.ts. */

export const text = customType<{ data: string; driverData: string }>({ dataType: () => 'text', toDriver: cleanText });
/** The driver has parsed it already; drizzle's own jsonb would parse a text like "123" once more. */
export const json = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: encodeJson,
});
export const id = () => text('id').primaryKey();
/** PostgreSQL's `integer` ends at 2,147,483,647: 2 GiB, or 25 days in milliseconds. */
export const timestamp = (name: string) => bigint(name, { mode: 'number' });
export const bytes = timestamp;
export const millis = timestamp;
