import { and, asc, count, eq, inArray, lt, notExists } from 'drizzle-orm';
import { z } from 'zod';
import { type Shown, shownSchema } from '#lib/shared/clip-edit.ts';
import type { Aspect, EpisodeState, RenderStatus } from '#lib/shared/states.ts';
import { type Look, lookSchema } from '#lib/shared/styles/looks.ts';
import type { Statement, Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import { readJsonColumn } from '../json.ts';
import type { RenderInsert, RenderRow } from '../rows.ts';

export type RenderPatch = Partial<Omit<RenderInsert, 'id' | 'clipId' | 'aspect' | 'createdAt'>>;

const UNFINISHED: RenderStatus[] = ['queued', 'running'];
const BEFORE_READY: EpisodeState[] = ['queued', 'processing'];

/** The renders of these clips, oldest first. */
export async function listRenders(db: Database, clipIds: readonly string[]): Promise<RenderRow[]> {
  const { renders } = db.tables;
  return db.orm
    .select()
    .from(renders)
    .where(inArray(renders.clipId, [...clipIds]))
    .orderBy(asc(renders.createdAt), asc(renders.id));
}

/** Those of the ids (a few hundred at most) that there still are. */
export async function existingRenderIds(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { renders } = db.tables;
  const found = await db.orm
    .select({ id: renders.id })
    .from(renders)
    .where(inArray(renders.id, [...ids]));
  return new Set(found.map((row) => row.id));
}

/** The render, or null. */
export async function getRender(db: Database, id: string): Promise<RenderRow | null> {
  const [row] = await db.orm.select().from(db.tables.renders).where(eq(db.tables.renders.id, id));
  return row ?? null;
}

/** A clip's render in this aspect, or null. */
export async function findRender(db: Database, clipId: string, aspect: Aspect): Promise<RenderRow | null> {
  const { renders } = db.tables;
  const [row] = await db.orm
    .select()
    .from(renders)
    .where(and(eq(renders.clipId, clipId), eq(renders.aspect, aspect)));
  return row ?? null;
}

/** What was chosen for a render; null where everything comes from the brand. */
export function lookOf(render: Pick<RenderRow, 'id' | 'look'>): Look | null {
  return readJsonColumn({ table: 'renders', id: render.id, column: 'look' }, z.nullable(lookSchema), render.look);
}

/** What of the clip a render shows; null where that was not kept. */
export function shownOf(render: Pick<RenderRow, 'id' | 'shown'>): Shown | null {
  return readJsonColumn({ table: 'renders', id: render.id, column: 'shown' }, z.nullable(shownSchema), render.shown);
}

/** Fails with a unique violation where the clip has a render of this aspect. */
export function insertRenderStatement(tx: Transaction, render: RenderInsert) {
  return tx.orm.insert(tx.tables.renders).values(render).returning({ id: tx.tables.renders.id });
}

/** Answers one row where there is such a render. */
export function updateRenderStatement(tx: Transaction, id: string, patch: RenderPatch) {
  const { renders } = tx.tables;
  return tx.orm.update(renders).set(patch).where(eq(renders.id, id)).returning({ id: renders.id });
}

/**
 * Statements for a render that has come to its end (done, failed, canceled):
 * changes it, and makes the episode `ready` when it was the last. The episode's
 * row is locked first: of two renders that end at once on PostgreSQL, each
 * would else take the other for unfinished.
 */
export function settleRenderStatements(
  tx: Transaction,
  episodeId: string,
  renderId: string,
  patch: RenderPatch,
  now: number = Date.now(),
): Statement[] {
  const { clips, episodes, renders } = tx.tables;
  const unfinished = tx.orm
    .select({ id: renders.id })
    .from(renders)
    .innerJoin(clips, eq(clips.id, renders.clipId))
    .where(and(eq(clips.episodeId, episodeId), inArray(renders.status, UNFINISHED)));
  return [
    tx.orm.update(episodes).set({ updatedAt: now }).where(eq(episodes.id, episodeId)),
    updateRenderStatement(tx, renderId, { finishedAt: now, ...patch }),
    tx.orm
      .update(episodes)
      .set({ state: 'ready', updatedAt: now })
      .where(and(eq(episodes.id, episodeId), inArray(episodes.state, BEFORE_READY), notExists(unfinished))),
  ];
}

/** The render shows the words as they were at this time: a change before it is in it. */
export function showsTextStatement(tx: Transaction, id: string, readAt: number): Statement {
  const { renders } = tx.tables;
  return tx.orm
    .update(renders)
    .set({ textChangedAt: null })
    .where(and(eq(renders.id, id), lt(renders.textChangedAt, readAt)));
}

/** How many renders of the episode wait or run. */
export async function unfinishedRenderCount(db: Database, episodeId: string): Promise<number> {
  const { clips, renders } = db.tables;
  const [row] = await db.orm
    .select({ renders: count() })
    .from(renders)
    .innerJoin(clips, eq(clips.id, renders.clipId))
    .where(and(eq(clips.episodeId, episodeId), inArray(renders.status, UNFINISHED)));
  return row?.renders ?? 0;
}
