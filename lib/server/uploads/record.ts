import { z } from 'zod';
import type { UploadRow } from '#db/rows.ts';
import { jobOptionsSchema } from '#lib/shared/job-options.ts';
import { AppError } from '../app-error.ts';

/** The JSON column `uploads.tus`. How many bytes have arrived is not in it: only the file knows. */
export const uploadRecordSchema = z.object({
  metadata: z.record(z.string(), z.string().nullable()),
  createdAt: z.string(),
  options: jobOptionsSchema,
  /** sha256 (hex) of the whole file, once it is an episode. */
  sha256: z.string().nullable(),
});
export type UploadRecord = z.infer<typeof uploadRecordSchema>;

/** @throws AppError `internal` where the column is damaged. */
export function readRecord(row: Pick<UploadRow, 'id' | 'tus'>): UploadRecord {
  const parsed = uploadRecordSchema.safeParse(row.tus);
  if (parsed.success) return parsed.data;
  throw new AppError('internal', { cause: new Error(`uploads.tus of ${row.id} is damaged: ${parsed.error.message}`) });
}
