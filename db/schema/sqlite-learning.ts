import { index, real, sqliteTable } from 'drizzle-orm/sqlite-core';
import type { ClipEventKind } from '#lib/shared/learning/events.ts';
import { id, json, text, timestamp } from './sqlite-columns.ts';

/** What people did with clips, for learning; without their words, and kept when a clip goes. */
export const clipEvents = sqliteTable(
  'clip_events',
  {
    id: id(),
    clipId: text('clip_id').notNull(),
    episodeId: text('episode_id').notNull(),
    user: text('user').notNull().default('local'),
    kind: text('kind').$type<ClipEventKind>().notNull(),
    /** Stars, thumb, or 1; null takes it back. */
    value: real('value'),
    /** [{name, weight, value}] of the clip at that moment. */
    signals: json('signals'),
    score: real('score').notNull(),
    createdAt: timestamp('created_at').notNull(),
  },
  (t) => [index('clip_events_created_idx').on(t.createdAt), index('clip_events_clip_idx').on(t.clipId, t.kind)],
);
