import { setImmediate } from 'node:timers/promises';
import { type EpisodeKey, findSentence, listEpisodeKeys, transcriptIds } from '#db/repositories/episode-list.ts';
import { getEpisodes } from '#db/repositories/episodes.ts';
import { listRenderedAnew } from '#db/repositories/jobs/rendered-anew.ts';
import { listShows } from '#db/repositories/shows.ts';
import type { Database } from '#db/types.ts';
import {
  type EpisodeFilter,
  type EpisodeList,
  type EpisodeQuery,
  type EpisodeSort,
  type ListedEpisode,
  TEXT_SEARCH_MIN,
} from '#lib/shared/api/episode-list.ts';
import type { AppContext } from '../../context.ts';
import { summarize } from './episode-views.ts';

/** Transcripts are looked through for so long; those of newer episodes come first. */
const TEXT_SEARCH_MS = 2000;
const LIMIT = 1000;

type Found = NonNullable<ListedEpisode['found']>;

/**
 * Episodes that fit, in the wanted order (newest first), each once.
 *
 * Searched and sorted here and not in SQL: letters of every alphabet compare
 * alike on both databases, and a thousand keys take two milliseconds.
 */
export async function listEpisodeSummaries(context: AppContext, query: EpisodeQuery = {}): Promise<EpisodeList> {
  const db = await context.database();
  const [all, shows, anew] = await Promise.all([listEpisodeKeys(db), listShows(db), listRenderedAnew(db)]);
  const isRendering = ({ id, state }: Pick<EpisodeKey, 'id' | 'state'>) => state === 'processing' && anew.has(id);
  const keys = all.map((key) => (isRendering(key) ? { ...key, state: 'ready' as const } : key));
  const showOf = new Map(shows.map(({ id, name }) => [name, { id, name }]));
  const fitting = keys.filter(
    (key) => hasState(key, query.state) && hasShow(key.show === null ? null : showOf.get(key.show), query.show),
  );
  fitting.sort(newestFirst);
  const found = await search(db, fitting, query.q ?? '');
  const matches = fitting.filter(({ id }) => found.has(id)).sort(ORDERS[query.sort ?? 'newest']);
  const page = matches.slice(0, query.limit ?? LIMIT).map(({ id }) => id);
  const place = new Map(page.map((id, at) => [id, at]));
  const rows = (await getEpisodes(db, page)).sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  const showNames = new Map(rows.map((row) => [row.id, row.show]));
  const summaries = await summarize(context, db, rows);
  return {
    episodes: summaries.map((summary) => ({
      ...summary,
      ...(isRendering(summary) && { state: 'ready' as const }),
      rendering: isRendering(summary),
      show: showOf.get(showNames.get(summary.id) ?? '') ?? null,
      found: found.get(summary.id) ?? null,
    })),
    total: matches.length,
    all: keys.length,
  };
}

function hasState({ state }: EpisodeKey, wanted: EpisodeFilter | undefined): boolean {
  const moving = state === 'queued' || state === 'processing';
  if (wanted === undefined) return true;
  return wanted === 'moving' ? moving : wanted === 'resting' ? !moving : state === wanted;
}

function hasShow(show: { id: string } | null | undefined, wanted: string | undefined): boolean {
  if (wanted === undefined || wanted === '') return true;
  return wanted === 'none' ? !show : show?.id === wanted;
}

/** The ids that have the words: in their names (null), or in what is said (the sentence). */
async function search(db: Database, keys: readonly EpisodeKey[], q: string): Promise<Map<string, Found | null>> {
  const wanted = folded(q);
  const found = new Map<string, Found | null>();
  for (const { id, title, fileName, show } of keys) {
    if (folded(`${title}\n${show ?? ''}\n${fileName}`).includes(wanted)) found.set(id, null);
  }
  if (wanted.length < TEXT_SEARCH_MIN) return found;
  const others = keys.filter(({ id }) => !found.has(id)).map(({ id }) => id);
  const transcripts = await transcriptIds(db, others);
  const until = performance.now() + TEXT_SEARCH_MS;
  for (const id of others) {
    const transcript = transcripts.get(id);
    const sentence = transcript === undefined ? null : await findSentence(db, transcript, spellings(q));
    if (sentence) found.set(id, sentence);
    if (performance.now() > until) break;
    // SQLite answers at once and on this thread: others come in between.
    await setImmediate();
  }
  return found;
}

function folded(text: string): string {
  return text.normalize('NFKC').toLocaleLowerCase();
}

/** `like` of SQLite knows no other letters than those of English to be the same in capitals. */
function spellings(q: string): string[] {
  const small = q.toLocaleLowerCase();
  const first = [...small][0] ?? '';
  return [...new Set([q, small, small.toLocaleUpperCase(), first.toLocaleUpperCase() + small.slice(first.length)])];
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const newestFirst = (a: EpisodeKey, b: EpisodeKey) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);

const ORDERS: Readonly<Record<EpisodeSort, (a: EpisodeKey, b: EpisodeKey) => number>> = {
  newest: newestFirst,
  longest: (a, b) => (b.durationMs ?? -1) - (a.durationMs ?? -1) || newestFirst(a, b),
  title: (a, b) => collator.compare(a.title, b.title) || newestFirst(a, b),
  // Those of no show come last.
  show: (a, b) =>
    Number(a.show === null) - Number(b.show === null) ||
    collator.compare(a.show ?? '', b.show ?? '') ||
    newestFirst(a, b),
};
