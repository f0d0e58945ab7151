import { and, count, desc, eq, inArray, lt, sum } from 'drizzle-orm';
import { atomic, type Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import { objectSchema, readJsonColumn } from '../json.ts';
import type { UploadInsert, UploadRow } from '../rows.ts';
import type { Tables } from '../schema/index.ts';
import type { UploadState } from '../schema/upload-state.ts';
import { lockRoomStatement, reserveStatement, type Usage, usageFrom, usageStatements } from './storage-reservations.ts';

/** Fields to change; `updatedAt` is the time of the call unless given. */
export type UploadPatch = Partial<Omit<UploadInsert, 'id' | 'createdAt'>>;

const UNFINISHED: readonly UploadState[] = ['open', 'finished'];

/**
 * Stores a new upload.
 *
 * @param check looks at what is taken with this upload counted in, and throws to refuse it. Uploads that are
 *   created at the same time are counted one after the other, so a limit is never exceeded.
 * @param workBytes what is promised to the work on it.
 */
export async function createUpload(
  db: Database,
  upload: UploadInsert,
  check?: (usage: Usage) => void,
  workBytes = 0,
): Promise<UploadRow> {
  const { id, createdAt } = upload;
  const [, rows] = await atomic(
    db,
    (tx) => [
      lockRoomStatement(tx, createdAt),
      tx.orm.insert(tx.tables.uploads).values(upload).returning(),
      reserveStatement(tx, { id, holder: 'episode', episodeId: id, bytes: workBytes, createdAt }),
      ...usageStatements(tx),
    ],
    ([, , , ...usage]) => check?.(usageFrom(usage)),
  );
  const [row] = rows;
  if (!row) throw new Error('An insert answered no row');
  return parse(row);
}

/** The upload, or null. */
export async function getUpload(db: Database, id: string): Promise<UploadRow | null> {
  const [row] = await db.orm.select().from(db.tables.uploads).where(eq(db.tables.uploads.id, id));
  return row ? parse(row) : null;
}

/** The changed upload, or null where there is none. */
export async function updateUpload(db: Database, id: string, patch: UploadPatch): Promise<UploadRow | null> {
  const [row] = await db.orm
    .update(db.tables.uploads)
    .set({ updatedAt: Date.now(), ...patch })
    .where(eq(db.tables.uploads.id, id))
    .returning();
  return row ? parse(row) : null;
}

/** Answers one row where something changed. @param whenStates only while the upload is in one of these. */
export function updateUploadStatement(
  tx: Transaction,
  id: string,
  patch: UploadPatch,
  whenStates?: readonly UploadState[],
) {
  const { uploads } = tx.tables;
  return tx.orm
    .update(uploads)
    .set({ updatedAt: Date.now(), ...patch })
    .where(and(eq(uploads.id, id), whenStates && inArray(uploads.state, [...whenStates])))
    .returning({ id: uploads.id });
}

/** Uploads in these states, newest first. */
export async function listUploads(db: Database, states: readonly UploadState[]): Promise<UploadRow[]> {
  const { uploads } = db.tables;
  const rows = await db.orm
    .select()
    .from(uploads)
    .where(inArray(uploads.state, [...states]))
    .orderBy(desc(uploads.createdAt), desc(uploads.id));
  return rows.map(parse);
}

/** Uploads still lacking bytes that nobody has touched since this time (epoch milliseconds). */
export async function listStaleUploads(db: Database, beforeMs: number): Promise<UploadRow[]> {
  const { uploads } = db.tables;
  const rows = await db.orm
    .select()
    .from(uploads)
    .where(and(eq(uploads.state, 'open'), lt(uploads.updatedAt, beforeMs)))
    .orderBy(uploads.updatedAt);
  return rows.map(parse);
}

/**
 * False where nothing was deleted. Its parts on the disk stay, and so does the promise of room: it counts no more.
 *
 * @param whenStates only while it is in one of these.
 */
export async function deleteUpload(db: Database, id: string, whenStates?: readonly UploadState[]): Promise<boolean> {
  const { uploads } = db.tables;
  const rows = await db.orm
    .delete(uploads)
    .where(and(eq(uploads.id, id), whenStates && inArray(uploads.state, [...whenStates])))
    .returning({ id: uploads.id });
  return rows.length > 0;
}

/** Declared bytes of all uploads that are not episodes yet. */
export async function openUploadBytes(db: Database): Promise<number> {
  const [row] = await openStatement(db);
  return Number(row?.bytes ?? 0);
}

function openStatement({ orm, tables: { uploads } }: Transaction) {
  return orm
    .select({ bytes: sum(uploads.sizeBytes), uploads: count() })
    .from(uploads)
    .where(inArray(uploads.state, [...UNFINISHED]));
}

function parse(row: Tables['uploads']['$inferSelect']): UploadRow {
  return { ...row, tus: readJsonColumn({ table: 'uploads', id: row.id, column: 'tus' }, objectSchema, row.tus) };
}
