import { getUpload } from '#db/repositories/uploads.ts';
import { AppError } from '../app-error.ts';
import type { UploadContext } from './context.ts';
import type { UploadLocker } from './locker.ts';
import { removeUpload } from './remove.ts';

/**
 * Ends an unfinished upload and removes what has arrived. A request that is
 * still writing is ended first.
 *
 * @throws AppError `upload_not_found`; `conflict` where it is an episode already.
 */
export async function cancelUpload(context: UploadContext, locker: UploadLocker, id: string): Promise<void> {
  await locker.run(id, async () => {
    if (await removeUpload(context, id)) return;
    if (await getUpload(context.db, id)) throw new AppError('conflict', { detail: 'It is an episode already.' });
    throw new AppError('upload_not_found');
  });
}
