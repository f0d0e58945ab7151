import { boolean, index, pgTable, uniqueIndex } from 'drizzle-orm/pg-core';
import type { AssetKind, AssetRoot, EpisodeState } from '#lib/shared/states.ts';
import { bytes, id, json, millis, text, timestamp } from './pg-columns.ts';
import type { UploadState } from './upload-state.ts';

export const episodes = pgTable(
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

export const uploads = pgTable(
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

export const assets = pgTable(
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
