import { getEpisode } from '#db/repositories/episodes.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import type { JobRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { Env } from '#lib/server/env.ts';
import type { Logger } from '#lib/server/logger.ts';
import { reconcile } from '#lib/server/progress/reconcile.ts';
import { createProgressWriter, type ProgressUpdate, type ProgressWriter } from '#lib/server/progress/writer.ts';
import { stageOf } from '#lib/shared/progress.ts';
import type { JobKind } from '#lib/shared/states.ts';
import type { JobProgress } from './registry.ts';
import { RenderShare } from './render-share.ts';

/** Hears of every update, before it is thinned out for the disk. */
export type OnProgress = (episodeId: string, update: ProgressUpdate) => void;

interface Episode {
  readonly id: string;
  readonly writer: ProgressWriter;
  /** Its jobs that run in this process. */
  readonly running: Map<string, JobRow>;
  readonly renders: RenderShare;
}

const STARTING: Readonly<Record<JobKind, string>> = {
  probe: 'Looking at the file',
  transcribe: 'Starting to listen',
  suggest: 'Finding clips',
  render: 'Rendering clips',
  model: 'Fetching a speech model',
  archive: 'Archiving',
};

/**
 * The progress files of the episodes that this process works on. Several renders of one episode share a file: it tells
 * about all of them. Nothing here ever fails a job.
 */
export class ProgressBoard {
  readonly #env: Env;
  readonly #db: Database;
  readonly #logger: Logger;
  readonly #onProgress: OnProgress | undefined;
  readonly #episodes = new Map<string, Episode>();

  constructor(given: { env: Env; db: Database; logger: Logger; onProgress?: OnProgress }) {
    this.#env = given.env;
    this.#db = given.db;
    this.#logger = given.logger;
    this.#onProgress = given.onProgress;
  }

  /** A job has begun in this process. */
  async started(job: JobRow): Promise<void> {
    if (job.episodeId === null) return;
    const episode = this.#episode(job.episodeId);
    episode.running.set(job.id, job);
    if (job.kind === 'render') await this.#guarded(async () => episode.renders.count(await this.#jobs(episode)));
    this.update(job, { percent: null, message: STARTING[job.kind] });
  }

  /** How far a job is. */
  update(job: JobRow, progress: JobProgress): void {
    const episode = job.episodeId === null ? undefined : this.#episodes.get(job.episodeId);
    if (!episode || !isCurrent(episode, job)) return;
    const { percent, etaMs = null, message } = progress;
    const own = { percent: percent === null ? null : Math.min(100, Math.max(0, percent)), etaMs, message };
    const shown = job.kind === 'render' ? episode.renders.update(job.id, own) : own;
    const about = {
      jobId: job.id,
      stage: stageOf(job.kind),
      state: 'running',
      attempt: job.attempts,
      error: null,
    } as const;
    this.#write(episode, { ...about, ...shown });
  }

  /** A job of this process is over, whatever its end; the rows are written. */
  async settled(job: JobRow): Promise<void> {
    if (job.episodeId === null) return;
    const episode = this.#episode(job.episodeId);
    forget(episode, job);
    await this.#fromRows(episode);
  }

  /** An attempt that ran here has lost its lease: what becomes of the job is for others to tell. */
  lost(job: JobRow): void {
    const episode = job.episodeId === null ? undefined : this.#episodes.get(job.episodeId);
    if (!episode) return;
    forget(episode, job);
    if (episode.running.size === 0) this.#episodes.delete(episode.id);
  }

  /** A job of another, dead process was taken back. */
  async refresh(episodeId: string): Promise<void> {
    await this.#fromRows(this.#episode(episodeId));
  }

  /** Puts everything on the disk. */
  async flush(): Promise<void> {
    await Promise.all([...this.#episodes.values()].map((episode) => episode.writer.flush()));
  }

  async #fromRows(episode: Episode): Promise<void> {
    await this.#guarded(async () => {
      const [row, jobs] = await Promise.all([getEpisode(this.#db, episode.id), this.#jobs(episode)]);
      episode.renders.count(jobs);
      // What runs here by now knows better, and an episode that was deleted needs no file.
      const [still] = episode.running.values();
      if (still?.kind === 'render') return this.update(still, episode.renders.of(still.id));
      if (still || !row) return;
      const { episodeId, seq, updatedAt, ...update } = reconcile({
        episode: row,
        jobs,
        file: null,
        speech: null,
        now: Date.now(),
      });
      this.#write(episode, update);
    });
    await episode.writer.flush();
    if (episode.running.size === 0) this.#episodes.delete(episode.id);
  }

  #write(episode: Episode, update: ProgressUpdate): void {
    episode.writer.write(update);
    this.#onProgress?.(episode.id, update);
  }

  #episode(id: string): Episode {
    const known = this.#episodes.get(id);
    if (known) return known;
    const writer = createProgressWriter(this.#env, this.#logger, id);
    const episode = { id, writer, running: new Map<string, JobRow>(), renders: new RenderShare() };
    this.#episodes.set(id, episode);
    return episode;
  }

  #jobs(episode: Episode): Promise<JobRow[]> {
    return listEpisodeJobs(this.#db, episode.id);
  }

  async #guarded(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#logger.warn({ err: error }, 'progress could not be told');
    }
  }
}

/** Whether this attempt is the one that runs: a job that was begun anew may run here again before the old one ended. */
function isCurrent({ running }: Episode, { id, leaseToken }: JobRow): boolean {
  return running.get(id)?.leaseToken === leaseToken;
}

function forget(episode: Episode, job: JobRow): void {
  if (!isCurrent(episode, job)) return;
  episode.running.delete(job.id);
  episode.renders.forget(job.id);
}
