import { sql } from 'drizzle-orm';
import { index, integer, real, sqliteTable, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type {
  Aspect,
  AssetKind,
  AssetRoot,
  ClipOrigin,
  EpisodeState,
  JobKind,
  JobStatus,
  RenderStatus,
  Tighten,
  TranscriptOrigin,
} from '#lib/shared/states.ts';
import { boolean, bytes, id, json, millis, text, timestamp } from './sqlite-columns.ts';
import type { UploadState } from './upload-state.ts';
/** Twin of pg.ts: same names, nullability, defaults, indexes (a test compares them). Times are epoch milliseconds. */

export const episodes = sqliteTable(
  'episodes',
  {
    /** Equals the id of the upload it came from. */
    id: id(),
    title: text('title').notNull(),
    fileName: text('file_name').notNull(),
    show: text('show'),
    genre: text('genre'),
    language: text('language'),
    platform: text('platform'),
    state: text('state').$type<EpisodeState>().notNull(),
    sizeBytes: bytes('size_bytes').notNull(),
    sha256: text('sha256'),
    durationMs: millis('duration_ms'),
    hasVideo: boolean('has_video'),
    /** What the probe found, as workers/engines reads it. */
    media: json('media'),
    /** Notes a person should see: [{code, text}]. */
    notes: json('notes'),
    createdAt: timestamp('created_at').notNull(),
    updatedAt: timestamp('updated_at').notNull(),
    /** When it was put into the trash; null outside of it. */
    trashedAt: timestamp('trashed_at'),
    /** When its source was replaced by a small sound; null while the source is here. */
    archivedAt: timestamp('archived_at'),
  },
  (t) => [index('episodes_created_idx').on(t.createdAt)],
);

export const uploads = sqliteTable(
  'uploads',
  {
    id: id(),
    fileName: text('file_name').notNull(),
    sizeBytes: bytes('size_bytes').notNull(),
    fingerprint: text('fingerprint'),
    /** What the tus server keeps of an upload. */
    tus: json('tus'),
    /** open → finished (all bytes are here) → completed (it is an episode). */
    state: text('state').$type<UploadState>().notNull(),
    createdAt: timestamp('created_at').notNull(),
    updatedAt: timestamp('updated_at').notNull(),
  },
  (t) => [index('uploads_state_idx').on(t.state, t.updatedAt)],
);

export const assets = sqliteTable(
  'assets',
  {
    id: id(),
    episodeId: text('episode_id')
      .notNull()
      .references(() => episodes.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<AssetKind>().notNull(),
    root: text('root').$type<AssetRoot>().notNull(),
    path: text('path').notNull(),
    mimeType: text('mime_type').notNull(),
    sizeBytes: bytes('size_bytes').notNull(),
    sha256: text('sha256'),
    createdAt: timestamp('created_at').notNull(),
  },
  (t) => [index('assets_episode_idx').on(t.episodeId, t.kind), uniqueIndex('assets_path_unique').on(t.root, t.path)],
);

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

export const clips = sqliteTable(
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
    score: real('score').notNull(),
    /** Share of all looked-at moments of the episode that score lower, 0-1. */
    percentile: real('percentile').notNull(),
    confidence: real('confidence'),
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
export const clipChanges = sqliteTable(
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

export const renders = sqliteTable(
  'renders',
  {
    id: id(),
    clipId: text('clip_id')
      .notNull()
      .references(() => clips.id, { onDelete: 'cascade' }),
    aspect: text('aspect').$type<Aspect>().notNull(),
    status: text('status').$type<RenderStatus>().notNull(),
    jobId: text('job_id'),
    durationMs: millis('duration_ms'),
    videoAssetId: text('video_asset_id'),
    srtAssetId: text('srt_asset_id'),
    vttAssetId: text('vtt_asset_id'),
    posterAssetId: text('poster_asset_id'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    createdAt: timestamp('created_at').notNull(),
    finishedAt: timestamp('finished_at'),
    /** When the words that it shows were last changed after they were read for it. */
    textChangedAt: timestamp('text_changed_at'),
    /** How it was framed, and why not better: lib/shared/framing.ts. */
    framing: json('framing'),
    /** How much silence and how many fillers were taken out: off, light, strong; null for off. */
    tighten: text('tighten').$type<Tighten>(),
    /** {style, design, mask}: what was chosen for it; the rest comes from the show's brand. */
    look: json('look'),
    /** What of the clip it shows: lib/shared/clip-edit.ts; null where that was not kept. */
    shown: json('shown'),
  },
  (t) => [uniqueIndex('renders_clip_aspect_unique').on(t.clipId, t.aspect)],
);

export const feedback = sqliteTable(
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

export { errorGroups, settings, shows, workers } from './sqlite-installation.ts';
export { clipEvents } from './sqlite-learning.ts';
export { storageLog, storageReservations } from './sqlite-storage.ts';
