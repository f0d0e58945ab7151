import { pgTable, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Aspect, RenderStatus, Tighten } from '#lib/shared/states.ts';
import { clips } from './pg-clips.ts';
import { id, json, millis, text, timestamp } from './pg-columns.ts';

export const renders = pgTable(
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
