import { getAsset } from '#db/repositories/assets.ts';
import { AppError } from '../app-error.ts';
import { downloadName } from '../content-disposition.ts';
import type { AppContext } from '../context.ts';
import { fileResponse } from '../file-response.ts';
import { assetPath } from '../paths.ts';
import { keepContentLength } from '../raw-response.ts';

/**
 * A stored file for a player or for saving.
 *
 * @param saveAs name from `?download=`; null plays it
 * @throws AppError `asset_not_found`
 */
export async function serveAsset(
  context: AppContext,
  request: Request,
  assetId: string,
  saveAs: string | null,
): Promise<Response> {
  const asset = await getAsset(await context.database(), assetId);
  if (!asset) throw new AppError('asset_not_found');
  const path = assetPath(context.env, asset);
  const name = saveAs === null ? null : downloadName(saveAs, path);
  const response = await fileResponse(request, { path, mimeType: asset.mimeType, saveAs: name });
  keepContentLength(response);
  return response;
}
