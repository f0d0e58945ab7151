import { and, asc, eq, inArray, isNull, like, or } from 'drizzle-orm';
import type { EpisodeState } from '#lib/shared/states.ts';
import type { Database } from '../client.ts';

/** What a list is searched and sorted by; a row of a few hundred bytes, however long the episode is. */
export interface EpisodeKey {
  readonly id: string;
  readonly title: string;
  readonly fileName: string;
  readonly show: string | null;
  readonly state: EpisodeState;
  readonly durationMs: number | null;
  readonly createdAt: number;
}

/** Of every episode outside of the trash, in no order. */
export async function listEpisodeKeys(db: Database): Promise<EpisodeKey[]> {
  const { episodes: t } = db.tables;
  const columns = {
    id: t.id,
    title: t.title,
    fileName: t.fileName,
    show: t.show,
    state: t.state,
    durationMs: t.durationMs,
    createdAt: t.createdAt,
  };
  return db.orm.select(columns).from(t).where(isNull(t.trashedAt));
}

/** Ids of the transcripts that count, by episode. */
export async function transcriptIds(db: Database, episodeIds: readonly string[]): Promise<Map<string, string>> {
  if (episodeIds.length === 0) return new Map();
  const { transcripts: t } = db.tables;
  const rows = await db.orm
    .select({ id: t.id, episodeId: t.episodeId })
    .from(t)
    .where(and(inArray(t.episodeId, [...episodeIds]), isNull(t.keptAt)));
  return new Map(rows.map((row) => [row.episodeId, row.id]));
}

/** The first sentence of a transcript with one of these spellings in it, or null. */
export async function findSentence(
  db: Database,
  transcriptId: string,
  spellings: readonly string[],
): Promise<{ startMs: number; text: string } | null> {
  const { transcriptSegments: t } = db.tables;
  const [row] = await db.orm
    .select({ startMs: t.startMs, text: t.text })
    .from(t)
    .where(and(eq(t.transcriptId, transcriptId), or(...spellings.map((each) => like(t.text, `%${escaped(each)}%`)))))
    .orderBy(asc(t.position))
    .limit(1);
  return row ?? null;
}

/** `%` and `_` stand for anything in a pattern: here they are looked for themselves as far as both databases allow. */
function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '_');
}
