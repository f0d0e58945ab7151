import { doublePrecision, integer, pgTable, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ClipOrigin } from '#lib/shared/states.ts';
import { id, json, millis, text, timestamp } from './pg-columns.ts';
import { episodes } from './pg-episodes.ts';

export const clips = pgTable(
  'clips',
  {
    id: id(),
    episodeId: text('episode_id')
      .notNull()
      .references(() => episodes.id, { onDelete: 'cascade' }),
    rank: integer('rank').notNull(),
    startMs: millis('start_ms').notNull(),
    endMs: millis('end_ms').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    platform: text('platform'),
    genre: text('genre'),
    score: doublePrecision('score').notNull(),
    /** Share of all looked-at moments of the episode that score lower, 0-1. */
    percentile: doublePrecision('percentile').notNull(),
    confidence: doublePrecision('confidence'),
    /** [{name, weight, evidence}] */
    signals: json('signals'),
    /** How its picture is framed by hand: lib/shared/framing.ts; null for by itself. */
    framing: json('framing'),
    /** [{startMs, endMs}] of the episode that are left out of the middle: lib/shared/clip-edit.ts. */
    removed: json('removed'),
    /** One more after each edit, so that two pages do not overwrite each other. */
    revision: integer('revision').notNull().default(0),
    /** 'suggested', or 'manual': set by hand. */
    origin: text('origin').$type<ClipOrigin>().notNull().default('suggested'),
    /** {titles, description, hashtags}: lib/shared/clips.ts. */
    texts: json('texts'),
    /** Kept, or its texts edited, by a person: another search leaves it in its place. */
    keptAt: timestamp('kept_at'),
    editedAt: timestamp('edited_at'),
    createdAt: timestamp('created_at').notNull(),
  },
  (t) => [uniqueIndex('clips_rank_unique').on(t.episodeId, t.rank)],
);

/** What was changed on clips by hand, in order; undone ones stay until the next change. */
export const clipChanges = pgTable(
  'clip_changes',
  {
    id: id(),
    clipId: text('clip_id')
      .notNull()
      .references(() => clips.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    kind: text('kind').notNull(),
    /** The part that was changed, as it was and is: lib/shared/clip-edit.ts. */
    before: json('before').notNull(),
    after: json('after').notNull(),
    undoneAt: timestamp('undone_at'),
    createdAt: timestamp('created_at').notNull(),
  },
  (t) => [uniqueIndex('clip_changes_position_unique').on(t.clipId, t.position)],
);

export const feedback = pgTable(
  'feedback',
  {
    id: id(),
    clipId: text('clip_id')
      .notNull()
      .references(() => clips.id, { onDelete: 'cascade' }),
    /** Who rated; one person today. */
    user: text('user').notNull().default('local'),
    stars: integer('stars'),
    /** 1 up, -1 down. */
    thumb: integer('thumb'),
    reason: text('reason'),
    comment: text('comment'),
    createdAt: timestamp('created_at').notNull(),
    updatedAt: timestamp('updated_at').notNull(),
  },
  (t) => [uniqueIndex('feedback_clip_user_unique').on(t.clipId, t.user)],
);
