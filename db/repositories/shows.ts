import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '#lib/shared/ids.ts';
import { type GlossaryTerm, glossarySchema } from '#lib/shared/transcript/glossary-terms.ts';
import { atomic } from '../atomic.ts';
import type { Database } from '../client.ts';
import { isUniqueViolation } from '../errors.ts';
import { readJsonColumn } from '../json.ts';
import type { Tables } from '../schema/index.ts';

/** A podcast. Its episodes name it (`episodes.show`). */
export interface ShowRow {
  readonly id: string;
  readonly name: string;
  readonly glossary: GlossaryTerm[];
  /** Last used first. */
  readonly speakers: string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

const glossaryColumn = z.nullable(glossarySchema).transform((terms) => terms ?? []);
const speakersColumn = z
  .array(z.string())
  .nullable()
  .transform((names) => names ?? []);

/** All shows by name. */
export async function listShows(db: Database): Promise<ShowRow[]> {
  const rows = await db.orm.select().from(db.tables.shows).orderBy(asc(db.tables.shows.name));
  return rows.map(parse);
}

/** The show, or null. */
export async function getShow(db: Database, id: string): Promise<ShowRow | null> {
  const [row] = await db.orm.select().from(db.tables.shows).where(eq(db.tables.shows.id, id));
  return row ? parse(row) : null;
}

/** The show of this name, or null. */
export async function findShow(db: Database, name: string): Promise<ShowRow | null> {
  const [row] = await db.orm.select().from(db.tables.shows).where(eq(db.tables.shows.name, name));
  return row ? parse(row) : null;
}

/** The show of this name; made where there is none. */
export async function ensureShow(db: Database, name: string, now: number = Date.now()): Promise<ShowRow> {
  const known = await findShow(db, name);
  if (known) return known;
  try {
    const row = { id: newId(), name, createdAt: now, updatedAt: now };
    await db.orm.insert(db.tables.shows).values(row);
    return { ...row, glossary: [], speakers: [] };
  } catch (error) {
    // Made by someone else in between.
    const other = isUniqueViolation(error) ? await findShow(db, name) : null;
    if (!other) throw error;
    return other;
  }
}

/** Changes a show; a new name goes on to its episodes. Null where there is none. Fails with a unique violation for a name that another has. */
export async function updateShow(
  db: Database,
  show: ShowRow,
  patch: Partial<Pick<ShowRow, 'name' | 'glossary' | 'speakers'>>,
  now: number = Date.now(),
): Promise<ShowRow | null> {
  const name = patch.name ?? show.name;
  const [rows] = await atomic(db, (tx) => {
    const { shows, episodes } = tx.tables;
    const set = { ...patch, updatedAt: now };
    return [
      tx.orm.update(shows).set(set).where(eq(shows.id, show.id)).returning(),
      ...(name === show.name ? [] : [tx.orm.update(episodes).set({ show: name }).where(eq(episodes.show, show.name))]),
    ] as const;
  });
  return rows[0] ? parse(rows[0]) : null;
}

/** Removes a show; its episodes stay, without one. False where there was none. */
export async function deleteShow(db: Database, show: ShowRow): Promise<boolean> {
  const [rows] = await atomic(db, (tx) => {
    const { shows, episodes } = tx.tables;
    return [
      tx.orm.delete(shows).where(eq(shows.id, show.id)).returning({ id: shows.id }),
      tx.orm.update(episodes).set({ show: null }).where(eq(episodes.show, show.name)),
    ] as const;
  });
  return rows.length > 0;
}

function parse(row: Tables['shows']['$inferSelect']): ShowRow {
  const where = { table: 'shows', id: row.id };
  return {
    ...row,
    glossary: readJsonColumn({ ...where, column: 'glossary' }, glossaryColumn, row.glossary),
    speakers: readJsonColumn({ ...where, column: 'speakers' }, speakersColumn, row.speakers),
  };
}
