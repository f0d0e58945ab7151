import { and, asc, eq, exists, inArray, isNull, lte, notExists, sql } from 'drizzle-orm';
import { atomic } from '../atomic.ts';
import type { Database } from '../client.ts';
import { archivingJobs } from './archive.ts';

/** A finished render that can be made again. */
export interface RemovableRender {
  readonly id: string;
  readonly clipId: string;
  readonly episodeId: string;
  readonly title: string;
  readonly finishedAt: number;
  readonly assetIds: readonly string[];
}

/**
 * Renders that were finished before a time (epoch milliseconds) and can be made again, oldest first: of clips that
 * nobody kept, in episodes that still have their source, are not in the trash, and have nothing that waits or runs.
 */
export async function listRemovableRenders(db: Database, before: number): Promise<RemovableRender[]> {
  const { renders, clips, episodes, assets, jobs } = db.tables;
  const live = db.orm
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.episodeId, episodes.id), inArray(jobs.status, ['queued', 'running'])));
  const rows = await db.orm
    .select({
      id: renders.id,
      clipId: renders.clipId,
      episodeId: clips.episodeId,
      title: episodes.title,
      finishedAt: renders.finishedAt,
      video: renders.videoAssetId,
      srt: renders.srtAssetId,
      vtt: renders.vttAssetId,
      poster: renders.posterAssetId,
    })
    .from(renders)
    .innerJoin(clips, eq(clips.id, renders.clipId))
    .innerJoin(episodes, eq(episodes.id, clips.episodeId))
    .innerJoin(assets, and(eq(assets.episodeId, episodes.id), eq(assets.kind, 'source')))
    .where(
      and(
        eq(renders.status, 'done'),
        lte(renders.finishedAt, before),
        isNull(clips.keptAt),
        isNull(episodes.trashedAt),
        isNull(episodes.archivedAt),
        notExists(live),
        // It takes the source, without which nothing can be rendered.
        notExists(archivingJobs(db, episodes.id)),
      ),
    )
    .orderBy(asc(renders.finishedAt), asc(renders.id));
  return rows.map(({ video, srt, vtt, poster, finishedAt, ...row }) => ({
    ...row,
    finishedAt: finishedAt ?? 0,
    assetIds: [video, srt, vtt, poster].filter((id) => id !== null),
  }));
}

/** It was kept, made again or removed meanwhile. */
class NotAsListed extends Error {}

/** Removes a render's rows where it still is what was listed and nobody kept its clip meanwhile. False where not. */
export async function removeRender(db: Database, render: RemovableRender): Promise<boolean> {
  try {
    await atomic(
      db,
      (tx) => {
        const { renders, clips, assets, episodes } = tx.tables;
        // Changes nothing: who keeps the clip at the same moment waits, or is waited for.
        const unkept = tx.orm
          .update(clips)
          .set({ keptAt: null })
          .where(and(eq(clips.id, render.clipId), isNull(clips.keptAt)))
          .returning({ id: clips.id });
        const sources = tx.orm
          .select({ id: assets.id })
          .from(assets)
          .where(and(eq(assets.episodeId, render.episodeId), eq(assets.kind, 'source')));
        const asListed = and(
          eq(renders.id, render.id),
          eq(renders.status, 'done'),
          eq(renders.finishedAt, render.finishedAt),
        );
        // Nor does this: what archives the episode or throws it away at the same moment waits, or is waited for.
        const held = tx.orm
          .update(episodes)
          .set({ updatedAt: sql`${episodes.updatedAt}` })
          .where(
            and(
              eq(episodes.id, render.episodeId),
              isNull(episodes.archivedAt),
              isNull(episodes.trashedAt),
              exists(sources),
              notExists(archivingJobs(tx, episodes.id)),
            ),
          )
          .returning({ id: episodes.id });
        return [
          held,
          unkept,
          tx.orm.delete(renders).where(asListed).returning({ id: renders.id }),
          tx.orm.delete(assets).where(inArray(assets.id, [...render.assetIds])),
        ];
      },
      ([held, unkept, gone]) => {
        if (held.length === 0 || unkept.length === 0 || gone.length === 0) throw new NotAsListed();
      },
    );
    return true;
  } catch (error) {
    if (error instanceof NotAsListed) return false;
    throw error;
  }
}
