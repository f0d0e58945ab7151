import { and, asc, eq, gt, inArray, sum } from 'drizzle-orm';
import type { AssetKind, AssetRoot } from '#lib/shared/states.ts';
import type { Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import type { AssetInsert, AssetRow } from '../rows.ts';

/** The asset, or null. */
export async function getAsset(db: Database, id: string): Promise<AssetRow | null> {
  const [row] = await db.orm.select().from(db.tables.assets).where(eq(db.tables.assets.id, id));
  return row ?? null;
}

/** The asset at this place, or null: then the file there belongs to nobody. */
export async function findAsset(db: Database, root: AssetRoot, path: string): Promise<AssetRow | null> {
  const { assets } = db.tables;
  const [row] = await db.orm
    .select()
    .from(assets)
    .where(and(eq(assets.root, root), eq(assets.path, path)));
  return row ?? null;
}

/** An episode's assets, oldest first. */
export async function listAssets(db: Database, episodeId: string, kind?: AssetKind): Promise<AssetRow[]> {
  return listAssetsOf(db, [episodeId], kind);
}

/** The assets of several episodes in one query, oldest first. */
export async function listAssetsOf(db: Database, episodeIds: readonly string[], kind?: AssetKind): Promise<AssetRow[]> {
  const { assets } = db.tables;
  return db.orm
    .select()
    .from(assets)
    .where(and(inArray(assets.episodeId, [...episodeIds]), kind && eq(assets.kind, kind)))
    .orderBy(asc(assets.createdAt), asc(assets.id));
}

/** The assets of all episodes, page by page: those after an id (all: ''), by id. */
export async function listAssetsAfter(db: Database, afterId: string, limit: number): Promise<AssetRow[]> {
  const { assets } = db.tables;
  return db.orm.select().from(assets).where(gt(assets.id, afterId)).orderBy(asc(assets.id)).limit(limit);
}

/** Those of the ids (a few hundred at most) that there still are. */
export async function existingAssetIds(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { assets } = db.tables;
  const found = await db.orm
    .select({ id: assets.id })
    .from(assets)
    .where(inArray(assets.id, [...ids]));
  return new Set(found.map((row) => row.id));
}

/** Bytes of all files that rows tell of. */
export async function totalAssetBytes(db: Database): Promise<number> {
  const [row] = await db.orm.select({ bytes: sum(db.tables.assets.sizeBytes) }).from(db.tables.assets);
  return Number(row?.bytes ?? 0);
}

/** A file that is written again takes the place of the row before it: the new id counts. */
export function insertAssetStatement(tx: Transaction, asset: AssetInsert) {
  const { assets } = tx.tables;
  return tx.orm
    .insert(assets)
    .values(asset)
    .onConflictDoUpdate({ target: [assets.root, assets.path], set: asset })
    .returning({ id: assets.id });
}

/** Deletes rows and answers them, so that the caller can delete their files. */
export async function deleteAssets(db: Database, episodeId: string, kind?: AssetKind): Promise<AssetRow[]> {
  const { assets } = db.tables;
  return db.orm
    .delete(assets)
    .where(and(eq(assets.episodeId, episodeId), kind && eq(assets.kind, kind)))
    .returning();
}
