import { integer, sqliteTable, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { clips } from './sqlite.ts';
import { id, json, text, timestamp } from './sqlite-columns.ts';

/** What was changed on clips by hand, in order; undone ones stay until the next change. */
export const clipChanges = sqliteTable(
  'clip_changes',
  {
    id: id(),
    clipId: text('clip_id')
      .notNull()
      .references(() => clips.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    /** What was done, e.g. `trim`, `cut`, `title`. */
    kind: text('kind').notNull(),
    /** The part of the clip that was changed, as it was and as it is: lib/shared/clip-edit.ts. */
    before: json('before').notNull(),
    after: json('after').notNull(),
    undoneAt: timestamp('undone_at'),
    createdAt: timestamp('created_at').notNull(),
  },
  (t) => [uniqueIndex('clip_changes_position_unique').on(t.clipId, t.position)],
);
