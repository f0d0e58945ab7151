import { count, desc, eq, inArray, isNotNull, isNull, sum } from 'drizzle-orm';
import type { AssetKind } from '#lib/shared/states.ts';
import type { Database } from '../client.ts';

export interface KindUsage {
  readonly kind: AssetKind;
  readonly files: number;
  readonly bytes: number;
}

export interface EpisodeUsage {
  readonly episodeId: string;
  readonly title: string;
  readonly files: number;
  readonly bytes: number;
  /** Most first. */
  readonly kinds: { readonly kind: AssetKind; readonly bytes: number }[];
}

/** What the files of each kind use, most first. */
export async function usageByKind(db: Database): Promise<KindUsage[]> {
  const { assets } = db.tables;
  const bytes = sum(assets.sizeBytes).mapWith(Number);
  return db.orm
    .select({ kind: assets.kind, files: count(), bytes })
    .from(assets)
    .groupBy(assets.kind)
    .orderBy(desc(bytes), assets.kind);
}

/** The episodes outside of the trash that use most. */
export async function usageByEpisode(db: Database, limit: number): Promise<EpisodeUsage[]> {
  const { assets, episodes } = db.tables;
  const bytes = sum(assets.sizeBytes).mapWith(Number);
  const largest = await db.orm
    .select({ episodeId: assets.episodeId, title: episodes.title, files: count(), bytes })
    .from(assets)
    .innerJoin(episodes, eq(episodes.id, assets.episodeId))
    .where(isNull(episodes.trashedAt))
    .groupBy(assets.episodeId, episodes.title)
    .orderBy(desc(bytes), assets.episodeId)
    .limit(limit);
  if (largest.length === 0) return [];
  const ids = largest.map((episode) => episode.episodeId);
  const kinds = await db.orm
    .select({ episodeId: assets.episodeId, kind: assets.kind, bytes })
    .from(assets)
    .where(inArray(assets.episodeId, ids))
    .groupBy(assets.episodeId, assets.kind)
    .orderBy(desc(bytes), assets.kind);
  const of = Map.groupBy(kinds, (row) => row.episodeId);
  return largest.map((episode) => ({
    ...episode,
    kinds: (of.get(episode.episodeId) ?? []).map(({ kind, bytes: used }) => ({ kind, bytes: used })),
  }));
}

/** What the files of episodes in the trash use. */
export async function trashBytes(db: Database): Promise<number> {
  const { assets, episodes } = db.tables;
  const [row] = await db.orm
    .select({ bytes: sum(assets.sizeBytes).mapWith(Number) })
    .from(assets)
    .innerJoin(episodes, eq(episodes.id, assets.episodeId))
    .where(isNotNull(episodes.trashedAt));
  return row?.bytes ?? 0;
}
