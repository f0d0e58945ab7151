import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Brand, type BrandFileKind, brandPatchSchema, PLAIN_BRAND } from '#lib/shared/styles/brand.ts';
import type { Database } from '../client.ts';
import { readJsonColumn } from '../json.ts';
import { getSetting, putSetting } from './settings.ts';

const KEY = 'brand';
const column = z.nullable(brandPatchSchema);

/** The installation's own brand. */
export async function defaultBrand(db: Database): Promise<Brand> {
  return { ...PLAIN_BRAND, ...(await getSetting(db, KEY, brandPatchSchema)) };
}

export async function saveDefaultBrand(db: Database, brand: Brand): Promise<void> {
  await putSetting(db, KEY, brand);
}

/** The brand that a show has for itself; null where it uses the installation's. */
export async function brandOfShow(db: Database, showId: string): Promise<Brand | null> {
  const { shows } = db.tables;
  const [row] = await db.orm.select({ brand: shows.brand }).from(shows).where(eq(shows.id, showId));
  return row ? readBrand(showId, row.brand) : null;
}

/** The brand of the show of this name, else the installation's. */
export async function brandFor(db: Database, show: string | null): Promise<Brand> {
  if (show === null) return defaultBrand(db);
  const { shows } = db.tables;
  const [row] = await db.orm.select({ id: shows.id, brand: shows.brand }).from(shows).where(eq(shows.name, show));
  return (row && readBrand(row.id, row.brand)) ?? defaultBrand(db);
}

/** Null gives a show the installation's brand again. @returns false where there is no such show */
export async function saveShowBrand(
  db: Database,
  showId: string,
  brand: Brand | null,
  now: number = Date.now(),
): Promise<boolean> {
  const { shows } = db.tables;
  const changed = await db.orm
    .update(shows)
    .set({ brand, updatedAt: now })
    .where(eq(shows.id, showId))
    .returning({ id: shows.id });
  return changed.length > 0;
}

/** The files that any brand uses, each once. */
export async function usedBrandFiles(db: Database): Promise<{ kind: BrandFileKind; id: string }[]> {
  const rows = await db.orm.select({ id: db.tables.shows.id, brand: db.tables.shows.brand }).from(db.tables.shows);
  const brands = [await defaultBrand(db), ...rows.map((row) => readBrand(row.id, row.brand))];
  const used = (kind: BrandFileKind) =>
    [...new Set(brands.flatMap((brand) => brand?.[kind]?.id ?? []))].map((id) => ({ kind, id }));
  return [...used('font'), ...used('logo')];
}

function readBrand(showId: string, value: unknown): Brand | null {
  const stored = readJsonColumn({ table: 'shows', id: showId, column: 'brand' }, column, value);
  return stored && { ...PLAIN_BRAND, ...stored };
}
