import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { TranscriptOrigin } from '#lib/shared/states.ts';
import { id, json, millis, text, timestamp } from './sqlite-columns.ts';
import { episodes } from './sqlite-episodes.ts';

export const transcripts = sqliteTable(
  'transcripts',
  {
    id: id(),
    episodeId: text('episode_id')
      .notNull()
      .references(() => episodes.id, { onDelete: 'cascade' }),
    language: text('language').notNull(),
    model: text('model').notNull(),
    engine: text('engine').notNull(),
    durationMs: millis('duration_ms').notNull(),
    notes: json('notes'),
    createdAt: timestamp('created_at').notNull(),
    /** Where the words came from: heard here, or given as a file. */
    origin: text('origin').$type<TranscriptOrigin>().notNull().default('speech'),
    /** Name of the file it was given as. */
    fileName: text('file_name'),
    /** What the engine was told, as workers/engines writes it. */
    settings: json('settings'),
    /** Another one after each change, so that two pages do not overwrite each other; null until the first. */
    revision: text('revision'),
    /** When a person last changed it; null while it is as it was made. */
    editedAt: timestamp('edited_at'),
    /** Set on one that was put aside by another: an episode has one that counts, and any number aside. */
    keptAt: timestamp('kept_at'),
  },
  (t) => [
    uniqueIndex('transcripts_current_unique').on(t.episodeId).where(sql`kept_at is null`),
    index('transcripts_episode_idx').on(t.episodeId),
  ],
);

/** What was changed by hand, in order; undone ones stay until the next change. */
export const transcriptChanges = sqliteTable(
  'transcript_changes',
  {
    id: id(),
    transcriptId: text('transcript_id')
      .notNull()
      .references(() => transcripts.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    kind: text('kind').notNull(),
    /** [{at, removed, inserted}]: sentences with their words. */
    hunks: json('hunks').notNull(),
    undoneAt: timestamp('undone_at'),
    createdAt: timestamp('created_at').notNull(),
  },
  (t) => [uniqueIndex('transcript_changes_position_unique').on(t.transcriptId, t.position)],
);

export const transcriptSegments = sqliteTable(
  'transcript_segments',
  {
    id: id(),
    transcriptId: text('transcript_id')
      .notNull()
      .references(() => transcripts.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    startMs: millis('start_ms').notNull(),
    endMs: millis('end_ms').notNull(),
    text: text('text').notNull(),
    speaker: text('speaker'),
    /** [{startMs, endMs, text, confidence}] */
    words: json('words'),
  },
  (t) => [uniqueIndex('transcript_segments_position_unique').on(t.transcriptId, t.position)],
);
