import { isUniqueViolation } from '#db/errors.ts';
import { deleteShow, getShow, listShows, type ShowRow, updateShow } from '#db/repositories/shows.ts';
import type { Database } from '#db/types.ts';
import type { ShowView } from '#lib/shared/api/shows.ts';
import type { ShowPatch } from '#lib/shared/transcript-api.ts';
import { AppError } from '../../app-error.ts';

/** By name. */
export async function listShowViews(db: Database): Promise<ShowView[]> {
  return (await listShows(db)).map(view);
}

/** @throws AppError `show_not_found` */
export async function showView(db: Database, id: string): Promise<ShowView> {
  return view(await requireShow(db, id));
}

/** @throws AppError `show_not_found`, `show_name_taken` */
export async function changeShow(db: Database, id: string, patch: ShowPatch): Promise<ShowView> {
  const show = await requireShow(db, id);
  try {
    const changed = await updateShow(db, show, patch);
    if (!changed) throw new AppError('show_not_found');
    return view(changed);
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('show_name_taken', { cause: error });
    throw error;
  }
}

/** Its episodes stay. @throws AppError `show_not_found` */
export async function removeShow(db: Database, id: string): Promise<void> {
  if (!(await deleteShow(db, await requireShow(db, id)))) throw new AppError('show_not_found');
}

async function requireShow(db: Database, id: string): Promise<ShowRow> {
  const show = await getShow(db, id);
  if (!show) throw new AppError('show_not_found');
  return show;
}

function view({ id, name, glossary, speakers }: ShowRow): ShowView {
  return { id, name, glossary, speakers };
}
