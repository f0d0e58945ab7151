import { getUpload } from '#db/repositories/uploads.ts';
import { AppError } from '../app-error.ts';
import type { UploadContext } from './context.ts';
import { type FinalisedUpload, finaliseUpload } from './finalise.ts';
import { removePublished } from './remove.ts';

/** An episode that is older is never removed for a sum that differs: someone may have worked with it. */
const REMOVABLE_MS = 60 * 60_000;

/**
 * The page says that it has sent everything. Finishes what the finish hook may
 * not have, and compares the sums. Where they differ upload and episode are
 * removed and the page has to send the file again.
 *
 * @param sha256 what the page computed (hex), null where it could not.
 * @throws AppError `checksum_mismatch`, or what `finaliseUpload` throws.
 */
export async function completeUpload(
  context: UploadContext,
  id: string,
  sha256: string | null,
): Promise<FinalisedUpload> {
  const result = await finaliseUpload(context, id, sha256);
  if (sha256 === null || sha256 === result.sha256) return result;
  const row = await getUpload(context.db, id);
  if (row && Date.now() - row.updatedAt < REMOVABLE_MS) await removePublished(context, id);
  throw new AppError('checksum_mismatch');
}
