import { index, integer, pgTable } from 'drizzle-orm/pg-core';
import type { CleanUpReason, CleanUpTrigger } from '#lib/shared/storage.ts';
import { bytes, id, text, timestamp } from './pg-columns.ts';

/**
 * Room that is promised to work which has not written its files yet, so that no two of them count on the same.
 * One of an upload (id of the upload, which becomes the episode's) or of a job (id of the job).
 */
export const storageReservations = pgTable(
  'storage_reservations',
  {
    id: id(),
    /** 'episode': until it is worked through; 'job': while the job runs; 'import': for some hours at most. */
    holder: text('holder').$type<'episode' | 'job' | 'import'>().notNull(),
    episodeId: text('episode_id').notNull(),
    bytes: bytes('bytes').notNull(),
    createdAt: timestamp('created_at').notNull(),
  },
  (t) => [index('storage_reservations_episode_idx').on(t.episodeId)],
);

/** What was removed to make room, and why. Tells of things that are gone: refers to no row. */
export const storageLog = pgTable(
  'storage_log',
  {
    id: id(),
    at: timestamp('at').notNull(),
    trigger: text('trigger').$type<CleanUpTrigger>().notNull(),
    reason: text('reason').$type<CleanUpReason>().notNull(),
    /** Null for what belonged to no episode. */
    episodeId: text('episode_id'),
    /** The episode's title then; null once everything of the episode was deleted. */
    title: text('title'),
    files: integer('files').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (t) => [index('storage_log_at_idx').on(t.at)],
);
