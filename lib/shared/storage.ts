import { z } from 'zod';
import { assetKindSchema } from './states.ts';

/** `GET /api/storage`: what uses the disk, in bytes. */
export const storageUsageSchema = z.object({
  usedBytes: z.number(),
  limitBytes: z.number(),
  freeBytes: z.number(),
  openUploadBytes: z.number(),
  /** Files of episodes by what they are, most first. */
  kinds: z.array(z.object({ kind: assetKindSchema, files: z.number().int(), bytes: z.number() })),
  /** The episodes that use most, at most 50. */
  episodes: z.array(z.object({ episodeId: z.string(), title: z.string(), files: z.number().int(), bytes: z.number() })),
  /** What does not count towards the limit. */
  beside: z.object({
    models: z.number(),
    engines: z.number(),
    /** Of SQLite; null for PostgreSQL, which lies elsewhere. */
    database: z.number().nullable(),
    logs: z.number(),
    /** Of running jobs. */
    work: z.number(),
  }),
});
export type StorageUsage = z.infer<typeof storageUsageSchema>;
