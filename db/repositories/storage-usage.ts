import { count, desc, eq, sum } from 'drizzle-orm';
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

/** The episodes that use most. */
export async function usageByEpisode(db: Database, limit: number): Promise<EpisodeUsage[]> {
  const { assets, episodes } = db.tables;
  const bytes = sum(assets.sizeBytes).mapWith(Number);
  return db.orm
    .select({ episodeId: assets.episodeId, title: episodes.title, files: count(), bytes })
    .from(assets)
    .innerJoin(episodes, eq(episodes.id, assets.episodeId))
    .groupBy(assets.episodeId, episodes.title)
    .orderBy(desc(bytes), assets.episodeId)
    .limit(limit);
}
