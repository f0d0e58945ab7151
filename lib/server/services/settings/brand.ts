import { access } from 'node:fs/promises';
import { brandOfShow, defaultBrand, saveDefaultBrand, saveShowBrand } from '#db/repositories/brands.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { findShow, getShow, type ShowRow } from '#db/repositories/shows.ts';
import type { Database } from '#db/types.ts';
import type { Brand, BrandFileKind, BrandPatch, BrandView } from '#lib/shared/styles/brand.ts';
import { AppError, hasErrno } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { requireClip } from '../clips/clips.ts';
import { brandFilePath } from './brand-files.ts';

/**
 * The installation's brand, or the one that counts for a clip.
 *
 * @throws AppError `clip_not_found`
 */
export async function readBrand(db: Database, clipId?: string): Promise<BrandView> {
  const show = clipId === undefined ? null : await showOfClip(db, clipId);
  return show ? readShowBrand(db, show.id) : { ...(await defaultBrand(db)), own: true };
}

/** @throws AppError `clip_not_found`; `asset_not_found` where it names a file that there is not */
export async function changeBrand(context: AppContext, patch: BrandPatch, clipId?: string): Promise<BrandView> {
  const db = await context.database();
  const show = clipId === undefined ? null : await showOfClip(db, clipId);
  // A show without a brand of its own keeps on following the installation's.
  if (show && (await brandOfShow(db, show.id))) return changeShowBrand(context, show.id, patch);
  const brand = { ...(await defaultBrand(db)), ...patch };
  await requireFiles(context, patch);
  await saveDefaultBrand(db, brand);
  return { ...brand, own: true };
}

/** A show's own brand, or the installation's where it has none. @throws AppError `show_not_found` */
export async function readShowBrand(db: Database, showId: string): Promise<BrandView> {
  if (!(await getShow(db, showId))) throw new AppError('show_not_found');
  const own = await brandOfShow(db, showId);
  return { ...(own ?? (await defaultBrand(db))), own: own !== null };
}

/** From the first change on a show has a brand of its own. @throws AppError `show_not_found`, `asset_not_found` */
export async function changeShowBrand(context: AppContext, showId: string, patch: BrandPatch): Promise<BrandView> {
  const db = await context.database();
  const { own: _, ...before } = await readShowBrand(db, showId);
  const brand: Brand = { ...before, ...patch };
  await requireFiles(context, patch);
  if (!(await saveShowBrand(db, showId, brand))) throw new AppError('show_not_found');
  return { ...brand, own: true };
}

/** Gives a show the installation's brand again. @throws AppError `show_not_found` */
export async function removeShowBrand(db: Database, showId: string): Promise<void> {
  if (!(await saveShowBrand(db, showId, null))) throw new AppError('show_not_found');
}

async function showOfClip(db: Database, clipId: string): Promise<ShowRow | null> {
  const clip = await requireClip(db, clipId);
  const show = (await getEpisode(db, clip.episodeId))?.show ?? null;
  return show === null ? null : await findShow(db, show);
}

async function requireFiles({ env }: AppContext, { font, logo }: BrandPatch): Promise<void> {
  const named: [BrandFileKind, string | undefined][] = [
    ['font', font?.id],
    ['logo', logo?.id],
  ];
  for (const [kind, id] of named) {
    if (id === undefined) continue;
    try {
      await access(brandFilePath(env, kind, id));
    } catch (error) {
      throw hasErrno(error, 'ENOENT') ? new AppError('asset_not_found', { cause: error }) : error;
    }
  }
}
