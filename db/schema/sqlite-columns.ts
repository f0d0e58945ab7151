import { customType, integer } from 'drizzle-orm/sqlite-core';
import { cleanText, decodeJson, encodeJson } from './values.ts';

/** Columns as both dialects have them; twin of pg-columns.ts. */

export const text = customType<{ data: string; driverData: string }>({ dataType: () => 'text', toDriver: cleanText });
export const json = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: encodeJson,
  fromDriver: decodeJson,
});
export const id = () => text('id').primaryKey();
export const timestamp = (name: string) => integer(name, { mode: 'number' });
export const bytes = timestamp;
export const millis = timestamp;
export const boolean = (name: string) => integer(name, { mode: 'boolean' });
