import { doublePrecision, index, pgTable } from 'drizzle-orm/pg-core';
import type { ClipEventKind } from '#lib/shared/learning/events.ts';
import { id, json, text, timestamp } from './pg-columns.ts';

/** What people did with clips, for learning; without their words, and kept when a clip goes. */
export const clipEvents = pgTable(
  'clip_events',
  {
    id: id(),
    clipId: text('clip_id').notNull(),
    episodeId: text('episode_id').notNull(),
    user: text('user').notNull().default('local'),
    kind: text('kind').$type<ClipEventKind>().notNull(),
    /** Stars, thumb, or 1; null takes it back. */
    value: doublePrecision('value'),
    /** [{name, weight, value}] of the clip at that moment. */
    signals: json('signals'),
    score: doublePrecision('score').notNull(),
    createdAt: timestamp('created_at').notNull(),
  },
  (t) => [index('clip_events_created_idx').on(t.createdAt), index('clip_events_clip_idx').on(t.clipId, t.kind)],
);
