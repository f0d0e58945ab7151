import { z } from 'zod';
import { assetRootSchema } from '#lib/shared/states.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A file of the installation: where it lies, and which object holds its bytes. */
export const backupFileSchema = z.object({
  root: assetRootSchema,
  /** Relative to its root. */
  path: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  /** Last change when it was taken, epoch milliseconds: an unchanged file is not read again. */
  changedAt: z.number(),
  sha256: sha256Schema,
});
export type BackupFile = z.infer<typeof backupFileSchema>;

/** `snapshots/<name>/manifest.json`: everything that a restore needs, with the checksum of each file. */
export const manifestSchema = z.object({
  format: z.literal(1),
  /** Of PodPromo. */
  version: z.string(),
  createdAt: z.number(),
  dialect: z.enum(['sqlite', 'pg']),
  /** One JSON line per row, in this order (referred ones first). */
  tables: z.array(
    z.object({ name: z.string(), rows: z.number().int().nonnegative(), file: z.string(), sha256: sha256Schema }),
  ),
  files: z.array(backupFileSchema),
  /** Files that rows tell of and that were not there when the backup was made. */
  missing: z.array(z.object({ root: assetRootSchema, path: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;
