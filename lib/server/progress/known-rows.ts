import { getEpisodeAnywhere } from '#db/repositories/episodes.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { getUpload } from '#db/repositories/uploads.ts';
import { listWorkers } from '#db/repositories/workers.ts';
import type { EpisodeRow, JobRow, UploadRow, WorkerRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { changesSeen } from '../changes.ts';

/** What the database knows of an id. */
export type KnownRows =
  | { readonly episode: EpisodeRow; readonly jobs: readonly JobRow[]; readonly workers: readonly WorkerRow[] }
  | { readonly episode: null; readonly upload: UploadRow | null };

interface Kept {
  readonly revision: string;
  readonly rows: Map<string, Promise<KnownRows>>;
}

const KEPT_MAX = 1000;
const kept = new WeakMap<Database, Kept>();

/**
 * The rows behind the progress of an episode. Two hundred pages that ask once a second get the same answer until
 * something changes: on SQLite rows are read again after any change of the database by whomever; on PostgreSQL only
 * requests that come while a read is on its way share it, and none that comes after a change of this process.
 */
export function knownRows(db: Database, id: string): Promise<KnownRows> {
  const exact = db.revision();
  const revision = exact ?? `changes ${changesSeen()}`;
  const { rows } = cacheOf(db, revision);
  const known = rows.get(id);
  if (known) return known;
  const read = readRows(db, id);
  rows.set(id, read);
  const forget = () => {
    if (rows.get(id) === read) rows.delete(id);
  };
  read.then(exact === null ? forget : undefined, forget);
  return read;
}

function cacheOf(db: Database, revision: string): Kept {
  const known = kept.get(db);
  if (known?.revision === revision && known.rows.size < KEPT_MAX) return known;
  const cache = { revision, rows: new Map() };
  kept.set(db, cache);
  return cache;
}

async function readRows(db: Database, id: string): Promise<KnownRows> {
  const episode = await getEpisodeAnywhere(db, id);
  // In the trash: its upload is no news either.
  if (episode && episode.trashedAt !== null) return { episode: null, upload: null };
  if (!episode) return { episode: null, upload: await getUpload(db, id) };
  const jobs = await listEpisodeJobs(db, id);
  const waitsForSpeech = jobs.some((job) => job.kind === 'transcribe' && job.status === 'queued');
  return { episode, jobs, workers: waitsForSpeech ? await listWorkers(db) : [] };
}
