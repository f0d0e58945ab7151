import { getAsset } from '#db/repositories/assets.ts';
import { lastClipEvent, recordClipEvent } from '#db/repositories/clip-events.ts';
import { findClipOfVideo } from '#db/repositories/clips.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { AppError } from '../../app-error.ts';
import { downloadName } from '../../content-disposition.ts';
import type { AppContext } from '../../context.ts';
import { fileResponse } from '../../file-response.ts';
import { assetPath } from '../../paths.ts';

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
  const db = await context.database();
  const asset = await getAsset(db, assetId);
  if (!asset || !(await getEpisode(db, asset.episodeId))) throw new AppError('asset_not_found');
  const path = assetPath(context.env, asset);
  const name = saveAs === null ? null : downloadName(saveAs, path);
  const response = await fileResponse(request, { path, mimeType: asset.mimeType, saveAs: name });
  if (saveAs !== null && asset.kind === 'clip_video' && response.ok) await noteDownload(context, request, assetId);
  return response;
}

/** Somebody who saves a clip means to use it. Once a clip; a failure costs the note, not the file. */
async function noteDownload(context: AppContext, request: Request, assetId: string): Promise<void> {
  if (request.method !== 'GET') return;
  try {
    const db = await context.database();
    const clip = await findClipOfVideo(db, assetId);
    if (clip && !(await lastClipEvent(db, clip.id, 'download'))) await recordClipEvent(db, clip, 'download', 1);
  } catch (error) {
    context.logger.warn({ err: error, assetId }, 'the download of a clip could not be noted');
  }
}
