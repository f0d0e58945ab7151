import { listAssets } from '#db/repositories/assets.ts';
import { brandFor } from '#db/repositories/brands.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { findRender, lookOf } from '#db/repositories/renders.ts';
import type { AssetRow, ClipRow, EpisodeRow, RenderRow } from '#db/rows.ts';
import type { CaptionsQuery } from '#lib/shared/api/captions.ts';
import type { Aspect } from '#lib/shared/states.ts';
import type { Look } from '#lib/shared/styles/looks.ts';
import { AppError } from '../../app-error.ts';
import { type RenderLook, resolveLook } from '../../captions/render-look.ts';
import type { AppContext } from '../../context.ts';
import { type MediaInfo, mediaInfoSchema } from '../../media/media-info.ts';
import { assetPath } from '../../paths.ts';
import { exists } from '../../storage/folder.ts';
import type { Ground } from './clip-ground.ts';
import { requireClip } from './clips.ts';

/** A clip with all that its picture depends on. */
export interface ReadClip {
  readonly clip: ClipRow;
  readonly episode: EpisodeRow;
  readonly info: MediaInfo;
  readonly source: AssetRow;
  /** In the aspect that is asked for; null where there is none. */
  readonly render: RenderRow | null;
  readonly look: RenderLook;
}

/**
 * Reads a clip as its render would; what the query names counts more than what is stored.
 *
 * @throws AppError `clip_not_found`; `asset_not_found` where the episode's file is gone
 */
export async function readClip(
  context: AppContext,
  clipId: string,
  query: Pick<CaptionsQuery, 'aspect' | 'style' | 'design' | 'mask'>,
): Promise<ReadClip> {
  const db = await context.database();
  const clip = await requireClip(db, clipId);
  const [episode, render, [source]] = await Promise.all([
    getEpisode(db, clip.episodeId),
    findRender(db, clipId, query.aspect),
    listAssets(db, clip.episodeId, 'source'),
  ]);
  if (!episode) throw new AppError('clip_not_found');
  const info = mediaInfoSchema.safeParse(episode.media);
  if (!source || !info.success) throw new AppError('asset_not_found');
  const brand = await brandFor(db, episode.show ?? null);
  const look = resolveLook(context.env, chosenLook(render, query), brand);
  return { clip, episode, info: info.data, source, render, look };
}

/** What was chosen for the picture of the render that there is, with what the query names instead. */
function chosenLook(render: RenderRow | null, { style, design, mask }: Look): Look {
  return {
    ...(render && lookOf(render)),
    ...(style && { style }),
    ...(design && { design }),
    ...(mask !== undefined && { mask }),
  };
}

/** What the ground of an episode's clips without a picture depends on. */
export async function groundOf(
  context: AppContext,
  episodeId: string,
  aspect: Aspect,
  look: RenderLook,
): Promise<Ground> {
  const [artwork] = await listAssets(await context.database(), episodeId, 'artwork');
  const path = artwork && assetPath(context.env, artwork);
  const cover = artwork && path && (await exists(path)) ? { id: artwork.id, path } : null;
  return { aspect, design: look.design, colors: look.colors, artwork: cover };
}
