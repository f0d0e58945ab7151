import * as z from 'zod/mini';

/** The same object, but nothing beside what is named: an answer says no more than its schema does. */
export function strict<Schema extends z.ZodMiniObject>(schema: Schema) {
  return z.catchall(schema, z.never());
}
