import * as z from 'zod/mini';
import { assetKindSchema } from './states.ts';

/** Why something was removed to make room, in the order in which it goes. */
export const cleanUpReasonSchema = z.enum([
  'abandoned_upload',
  'orphan',
  'cache',
  'trash_expired',
  'old_render',
  'archived_sound',
  'deleted',
]);
export type CleanUpReason = z.infer<typeof cleanUpReasonSchema>;

/** Who asked for it: the clock, a disk that fills up, or a person. */
export const cleanUpTriggerSchema = z.enum(['interval', 'pressure', 'person']);
export type CleanUpTrigger = z.infer<typeof cleanUpTriggerSchema>;

const days = z.nullable(z.int().check(z.minimum(1), z.maximum(3650)));

/** How long things are kept, in days; null for as long as there is room. Everything is off until a person sets it. */
export const retentionSchema = z.object({
  /** Rendered clips that can be made again; kept clips stay. */
  rendersDays: days,
  /** Sources: an older episode is archived. */
  sourcesDays: days,
  /** The small sound of archived episodes. */
  archivedDays: days,
});
export type Retention = z.infer<typeof retentionSchema>;
export const retentionPatchSchema = z.partial(retentionSchema);

/** `GET /api/storage/clean-up`: what would go if it were cleaned up now, in this order. */
export const cleanUpPlanSchema = z.object({
  bytes: z.number(),
  items: z.array(
    z.object({
      reason: cleanUpReasonSchema,
      episodeId: z.nullable(z.string()),
      title: z.nullable(z.string()),
      files: z.int(),
      bytes: z.number(),
    }),
  ),
});
export type CleanUpPlan = z.infer<typeof cleanUpPlanSchema>;

/** `POST /api/storage/clean-up`: what was removed. */
export const cleanedUpSchema = z.object({ items: z.int(), bytes: z.number() });
export type CleanedUp = z.infer<typeof cleanedUpSchema>;

/** `GET /api/storage/log`: what went, last first. */
export const storageLogSchema = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      trigger: cleanUpTriggerSchema,
      reason: cleanUpReasonSchema,
      episodeId: z.nullable(z.string()),
      title: z.nullable(z.string()),
      files: z.int(),
      bytes: z.number(),
    }),
  ),
});
export type StorageLog = z.infer<typeof storageLogSchema>;

/** `GET /api/storage`: what uses the disk, in bytes. */
export const storageUsageSchema = z.object({
  usedBytes: z.number(),
  /** Promised to work that has not written its files yet. */
  reservedBytes: z.number(),
  limitBytes: z.number(),
  /** So much of the disk is left alone. */
  minFreeBytes: z.number(),
  freeBytes: z.number(),
  openUploadBytes: z.number(),
  /** Of `usedBytes`, what episodes in the trash use. */
  trashBytes: z.number(),
  /** Files of episodes by what they are, most first. */
  kinds: z.array(z.object({ kind: assetKindSchema, files: z.int(), bytes: z.number() })),
  /** The episodes that use most, at most 50. */
  episodes: z.array(
    z.object({
      episodeId: z.string(),
      title: z.string(),
      files: z.int(),
      bytes: z.number(),
      kinds: z.array(z.object({ kind: assetKindSchema, bytes: z.number() })),
    }),
  ),
  /** What does not count towards the limit. */
  beside: z.object({
    models: z.number(),
    engines: z.number(),
    /** Of SQLite; null for PostgreSQL, which lies elsewhere. */
    database: z.nullable(z.number()),
    logs: z.number(),
    /** Of running jobs. */
    work: z.number(),
  }),
});
export type StorageUsage = z.infer<typeof storageUsageSchema>;

const rowCountsSchema = z.record(z.string(), z.int());

/** What a deletion removed, and what was found of it when everything was counted again: nothing, else it says so. */
export const removalProofSchema = z.object({
  episodeId: z.string(),
  title: z.string(),
  /** Rows by table; files of all folders. */
  removed: z.object({ rows: rowCountsSchema, files: z.int(), bytes: z.number() }),
  left: z.object({ rows: rowCountsSchema, files: z.int(), bytes: z.number() }),
  nothingLeft: z.boolean(),
});
export type RemovalProof = z.infer<typeof removalProofSchema>;

/** `GET /api/storage/trash`. */
export const trashSchema = z.object({
  /** How long an episode stays. */
  days: z.number(),
  episodes: z.array(
    z.object({
      episodeId: z.string(),
      title: z.string(),
      bytes: z.number(),
      trashedAt: z.number(),
      /** When the clean-up may remove it for good. */
      goesAt: z.number(),
    }),
  ),
});
export type Trash = z.infer<typeof trashSchema>;
