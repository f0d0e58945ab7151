import { and, count, eq, gt, inArray, isNull, lt, or, sum } from 'drizzle-orm';
import type { EpisodeState } from '#lib/shared/states.ts';
import { atomic, type Results, type Statement, type Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import type { Tables } from '../schema/index.ts';
import type { UploadState } from '../schema/upload-state.ts';

export type ReservationInsert = Tables['storageReservations']['$inferInsert'];

/** What is taken and promised, whatever asks counted in. Sizes in bytes. */
export interface Usage {
  /** Declared sizes of uploads that are not episodes yet. */
  readonly openBytes: number;
  readonly openUploads: number;
  readonly assetBytes: number;
  /** Episodes that wait or are worked on. */
  readonly activeEpisodes: number;
  /** Promised to work that has not written its files yet. */
  readonly reservedBytes: number;
}

/** An import renews its promise once a minute: one that did not for so long was cut off with its process. */
const IMPORT_MS = 10 * 60_000;
/** Taken with every promise, so that two of them never count at the same time (SQLite has its write lock). */
const LOCK = 'lock:uploads';
const UNFINISHED: UploadState[] = ['open', 'finished'];
const ACTIVE: EpisodeState[] = ['queued', 'processing'];

/** Makes everybody else who promises room wait until this transaction is over. */
export function lockRoomStatement(tx: Transaction, now: number = Date.now()): Statement {
  const { settings } = tx.tables;
  return tx.orm
    .insert(settings)
    .values({ key: LOCK, value: null, updatedAt: now })
    .onConflictDoUpdate({ target: settings.key, set: { updatedAt: now } });
}

/** A promise that was made before is replaced. */
export function reserveStatement(tx: Transaction, reservation: ReservationInsert): Statement {
  const { storageReservations } = tx.tables;
  const { holder, bytes, createdAt } = reservation;
  return tx.orm
    .insert(storageReservations)
    .values(reservation)
    .onConflictDoUpdate({ target: storageReservations.id, set: { holder, bytes, createdAt } });
}

/** The statements that `usageFrom` understands. */
export function usageStatements(tx: Transaction) {
  const { orm, tables } = tx;
  const { uploads, assets, episodes } = tables;
  return [
    orm
      .select({ bytes: sum(uploads.sizeBytes), uploads: count() })
      .from(uploads)
      .where(inArray(uploads.state, UNFINISHED)),
    orm.select({ bytes: sum(assets.sizeBytes) }).from(assets),
    orm
      .select({ episodes: count() })
      .from(episodes)
      .where(and(inArray(episodes.state, ACTIVE), isNull(episodes.trashedAt))),
    liveStatement(tx),
  ] as const;
}

type Answers = Results<ReturnType<typeof usageStatements>>;

export function usageFrom([open, assets, active, reservations]: Answers): Usage {
  return {
    openBytes: Number(open[0]?.bytes ?? 0),
    openUploads: open[0]?.uploads ?? 0,
    assetBytes: Number(assets[0]?.bytes ?? 0),
    activeEpisodes: active[0]?.episodes ?? 0,
    reservedBytes: promised(reservations),
  };
}

/**
 * Promises room.
 *
 * @param check sees what is taken with this counted in, and throws to refuse it. Who asks at the same time is
 *   counted one after the other, in whatever process.
 */
export async function reserve(
  db: Database,
  reservation: ReservationInsert,
  check: (usage: Usage) => void,
): Promise<void> {
  await atomic(
    db,
    (tx) => [lockRoomStatement(tx), reserveStatement(tx, reservation), ...usageStatements(tx)],
    ([, , ...answers]) => check(usageFrom(answers)),
  );
}

/** What is taken and promised now. */
export async function readUsage(db: Database): Promise<Usage> {
  return usageFrom(await Promise.all(usageStatements(db)));
}

/** Lets the promise of an import count on. */
export async function renewReservation(db: Database, id: string, now: number = Date.now()): Promise<void> {
  const { storageReservations } = db.tables;
  await db.orm.update(storageReservations).set({ createdAt: now }).where(eq(storageReservations.id, id));
}

/** Whether this promise counts. */
export async function isReservationLive(db: Database, id: string): Promise<boolean> {
  return (await liveStatement(db)).some((row) => row.id === id);
}

/** Nothing where there is none. */
export async function releaseReservation(db: Database, id: string): Promise<void> {
  await db.orm.delete(db.tables.storageReservations).where(eq(db.tables.storageReservations.id, id));
}

/** Promises to what is gone or over: they count no more, and are only removed. @returns how many */
export async function removeDeadReservations(db: Database): Promise<number> {
  const { storageReservations, episodes, uploads } = db.tables;
  const listed = await db.orm
    .select({ id: storageReservations.id })
    .from(storageReservations)
    .leftJoin(episodes, eq(episodes.id, storageReservations.episodeId))
    .leftJoin(uploads, eq(uploads.id, storageReservations.episodeId))
    .where(
      // One of an episode that failed counts again when it is tried again.
      or(inArray(storageReservations.holder, ['job', 'import']), and(isNull(episodes.id), isNull(uploads.id))),
    );
  // Asked for last: what is promised meanwhile is not in the list.
  const live = new Set((await liveStatement(db)).map((row) => row.id));
  const gone = listed.filter((row) => !live.has(row.id));
  if (gone.length === 0) return 0;
  await db.orm.delete(storageReservations).where(
    inArray(
      storageReservations.id,
      gone.map((row) => row.id),
    ),
  );
  return gone.length;
}

/** Promises whose upload is on its way, whose episode is worked on, whose job runs. */
function liveStatement({ orm, tables }: Transaction) {
  const { storageReservations, uploads, episodes, jobs } = tables;
  return orm
    .select({
      id: storageReservations.id,
      holder: storageReservations.holder,
      episodeId: storageReservations.episodeId,
      bytes: storageReservations.bytes,
    })
    .from(storageReservations)
    .leftJoin(uploads, eq(uploads.id, storageReservations.id))
    .leftJoin(episodes, eq(episodes.id, storageReservations.id))
    .leftJoin(jobs, eq(jobs.id, storageReservations.id))
    .where(
      or(
        inArray(uploads.state, UNFINISHED),
        and(inArray(episodes.state, ACTIVE), isNull(episodes.trashedAt)),
        eq(jobs.status, 'running'),
        and(
          eq(storageReservations.holder, 'import'),
          gt(storageReservations.createdAt, Date.now() - IMPORT_MS),
          // Of a clock that was wrong: it would count for years.
          lt(storageReservations.createdAt, Date.now() + IMPORT_MS),
        ),
      ),
    );
}

/** A job of an episode that is being worked through draws on what the episode was promised. */
function promised(rows: readonly { holder: string; episodeId: string; bytes: number }[]): number {
  let total = 0;
  for (const group of Map.groupBy(rows, (row) => row.episodeId).values()) {
    const sumOf = (holder: string) =>
      group.filter((row) => row.holder === holder).reduce((sum, row) => sum + row.bytes, 0);
    total += Math.max(sumOf('episode'), sumOf('job')) + sumOf('import');
  }
  return total;
}
