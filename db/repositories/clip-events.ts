import { and, asc, desc, eq } from 'drizzle-orm';
import { newId } from '#lib/shared/ids.ts';
import {
  type ClipEvent,
  type ClipEventKind,
  heldSignals,
  heldSignalsSchema,
  ownScore,
} from '#lib/shared/learning/events.ts';
import type { Database } from '../client.ts';
import { readJsonColumn } from '../json.ts';
import type { ClipRow } from '../rows.ts';

const LOCAL_USER = 'local';
/** The last ones; what somebody liked years ago and thousands of clips back says little of today. */
const MOST_EVENTS = 5000;

/** An event, and the episode that it happened in. */
export interface StoredEvent extends ClipEvent {
  readonly episodeId: string;
}

/** Remembers what somebody did with a clip. @param value stars 1-5, thumb 1 or -1, else 1; null takes it back. */
export async function recordClipEvent(
  db: Database,
  clip: Pick<ClipRow, 'id' | 'episodeId' | 'signals'>,
  kind: ClipEventKind,
  value: number | null,
  now: number = Date.now(),
): Promise<void> {
  await db.orm.insert(db.tables.clipEvents).values({
    id: newId(),
    clipId: clip.id,
    episodeId: clip.episodeId,
    kind,
    value,
    signals: heldSignals(clip.signals),
    score: ownScore(clip.signals),
    createdAt: now,
  });
}

/** What was done last of this kind with a clip, or null. */
export async function lastClipEvent(db: Database, clipId: string, kind: ClipEventKind): Promise<StoredEvent | null> {
  const { clipEvents } = db.tables;
  const [row] = await db.orm
    .select()
    .from(clipEvents)
    .where(and(eq(clipEvents.clipId, clipId), eq(clipEvents.kind, kind)))
    .orderBy(desc(clipEvents.createdAt))
    .limit(1);
  return row ? parse(row) : null;
}

/** The events of one user, oldest first; the last 5000. */
export async function listClipEvents(db: Database, user: string = LOCAL_USER): Promise<StoredEvent[]> {
  const { clipEvents } = db.tables;
  const rows = await db.orm
    .select()
    .from(clipEvents)
    .where(eq(clipEvents.user, user))
    .orderBy(desc(clipEvents.createdAt), asc(clipEvents.id))
    .limit(MOST_EVENTS);
  return rows.reverse().map(parse);
}

/** Forgets them all; ratings themselves stay. */
export async function deleteClipEvents(db: Database, user: string = LOCAL_USER): Promise<void> {
  await db.orm.delete(db.tables.clipEvents).where(eq(db.tables.clipEvents.user, user));
}

function parse(row: Database['tables']['clipEvents']['$inferSelect']): StoredEvent {
  const where = { table: 'clip_events', id: row.id, column: 'signals' };
  const { clipId, episodeId, kind, value, score, createdAt } = row;
  return {
    clipId,
    episodeId,
    kind,
    value,
    score,
    createdAt,
    signals: readJsonColumn(where, heldSignalsSchema, row.signals),
  };
}
