import { sql } from 'drizzle-orm';
import { index, integer, real, sqliteTable, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { JobKind, JobStatus } from '#lib/shared/states.ts';
import { id, json, text, timestamp } from './sqlite-columns.ts';
import { episodes } from './sqlite-episodes.ts';

export const jobs = sqliteTable(
  'jobs',
  {
    id: id(),
    kind: text('kind').$type<JobKind>().notNull(),
    episodeId: text('episode_id').references(() => episodes.id, { onDelete: 'cascade' }),
    parentId: text('parent_id'),
    payload: json('payload'),
    status: text('status').$type<JobStatus>().notNull(),
    /** Higher first. */
    priority: integer('priority').notNull().default(0),
    attempts: integer('attempts').notNull().default(0),
    maxAttempts: integer('max_attempts').notNull().default(3),
    crashCount: integer('crash_count').notNull().default(0),
    percent: real('percent'),
    runAt: timestamp('run_at').notNull(),
    leaseToken: text('lease_token'),
    leaseOwner: text('lease_owner'),
    leaseExpiresAt: timestamp('lease_expires_at'),
    cancelRequestedAt: timestamp('cancel_requested_at'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    dedupeKey: text('dedupe_key'),
    createdAt: timestamp('created_at').notNull(),
    startedAt: timestamp('started_at'),
    finishedAt: timestamp('finished_at'),
  },
  (t) => [
    index('jobs_claim_idx').on(t.status, t.runAt),
    index('jobs_finished_idx').on(t.finishedAt),
    index('jobs_next_idx').on(t.status, sql`(run_at - 60000 * cast(priority as bigint))`, t.id),
    index('jobs_episode_idx').on(t.episodeId, t.kind),
    uniqueIndex('jobs_dedupe_unique').on(t.dedupeKey).where(sql`status in ('queued', 'running')`),
  ],
);
