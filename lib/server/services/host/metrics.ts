import { Gauge, Registry } from 'prom-client';
import { countEpisodes, countMade, countUploads } from '#db/repositories/counts.ts';
import { listWorkers } from '#db/repositories/workers.ts';
import type { AppContext } from '../../context.ts';
import { getMetrics } from '../../metrics.ts';
import type { QueueView } from '../queue/queue-stats.ts';
import { type StorageRemovals, storageRemovals } from '../storage/storage-stats.ts';
import { type HostFacts, hostFacts } from './host-facts.ts';
import { recordHost, recordWorkers } from './host-series.ts';

interface Counted {
  readonly facts: HostFacts;
  readonly removals: StorageRemovals;
  readonly episodes: Awaited<ReturnType<typeof countEpisodes>>;
  readonly uploads: Awaited<ReturnType<typeof countUploads>>;
  readonly made: Awaited<ReturnType<typeof countMade>>;
  readonly workers: Awaited<ReturnType<typeof listWorkers>>;
}

/**
 * Everything for Prometheus. What the database tells is counted for each scrape; while it is away,
 * `podpromo_database_up` is 0 and those series are absent, not frozen.
 */
export async function metricsText(context: AppContext): Promise<{ text: string; contentType: string }> {
  const registry = new Registry();
  const up = gauge(registry, 'podpromo_database_up', '1 while the database answers', []);
  try {
    record(registry, await collect(context));
    up.set(1);
  } catch (error) {
    context.logger.warn({ err: error }, 'metrics of the database are missing');
    up.set(0);
  }
  const merged = Registry.merge([getMetrics().registry, registry]);
  return { text: await merged.metrics(), contentType: merged.contentType };
}

async function collect(context: AppContext): Promise<Counted> {
  const db = await context.database();
  const [facts, removals, episodes, uploads, made, workers] = await Promise.all([
    hostFacts(context),
    storageRemovals(db, context.env),
    countEpisodes(db),
    countUploads(db),
    countMade(db),
    listWorkers(db),
  ]);
  return { facts, removals, episodes, uploads, made, workers };
}

function record(registry: Registry, { facts, removals, episodes, uploads, made, workers }: Counted): void {
  const { queue, storage } = facts;
  const live = gauge(registry, 'podpromo_jobs_live', 'Jobs that wait or run', ['kind', 'status']);
  for (const [kind, counts] of Object.entries(queue.byKind)) {
    for (const [status, count] of Object.entries(counts)) live.set({ kind, status }, count);
  }
  const jobs = gauge(registry, 'podpromo_jobs', 'Jobs by status', ['status']);
  for (const [status, count] of Object.entries(queue.byStatus)) jobs.set({ status }, count);
  const waiting = queue.oldestRunAt === null ? 0 : Math.max(0, Date.now() - queue.oldestRunAt) / 1000;
  gauge(registry, 'podpromo_queue_oldest_seconds', 'How long the first of the queue waits', []).set(waiting);
  gauge(registry, 'podpromo_workers_alive', 'Workers that gave a sign of life', []).set(queue.workersAlive);

  recordRecent(registry, queue.recent);
  recordHost(registry, facts);
  recordWorkers(registry, workers, Date.now());
  gauge(registry, 'podpromo_clips', 'Clips', []).set(made.clips);
  gauge(registry, 'podpromo_ratings', 'Clips that somebody rated', []).set(made.ratings);

  const states = gauge(registry, 'podpromo_episodes', 'Episodes by state', ['state']);
  for (const { state, episodes: count } of episodes) states.set({ state }, count);
  const open = gauge(registry, 'podpromo_uploads', 'Uploads by state', ['state']);
  for (const { state, uploads: count } of uploads) open.set({ state }, count);
  const bytes = gauge(registry, 'podpromo_storage_bytes', 'Storage', ['what']);
  const { missingFiles, ...sizes } = storage;
  recordRemovals(registry, removals);
  for (const [what, value] of Object.entries(sizes)) bytes.set({ what: what.replace(/Bytes$/, '') }, value);
  if (missingFiles !== null) {
    gauge(registry, 'podpromo_missing_files', 'Assets whose file is gone', []).set(missingFiles);
  }
}

/** What waits in the trash, and what was removed to make room, over METRICS_RETENTION_HOURS. */
function recordRemovals(registry: Registry, { trashEpisodes, removed }: StorageRemovals): void {
  gauge(registry, 'podpromo_storage_trash_episodes', 'Episodes in the trash', []).set(trashEpisodes);
  const bytes = gauge(registry, 'podpromo_storage_removed_bytes_recent', 'Bytes removed lately, by reason', ['reason']);
  for (const { reason, bytes: gone } of removed) bytes.set({ reason }, gone);
}

/** Gauges, not counters: they look back over METRICS_RETENTION_HOURS and fall again. */
function recordRecent(registry: Registry, recent: QueueView['recent']): void {
  gauge(registry, 'podpromo_recent_hours', 'How far the recent series look back', []).set(recent.hours);
  const ended = gauge(registry, 'podpromo_jobs_recent', 'Jobs that ended lately', ['kind', 'status']);
  for (const [kind, counts] of Object.entries(recent.byKind)) {
    for (const [status, count] of Object.entries(counts)) ended.set({ kind, status }, count);
  }
  const failures = gauge(registry, 'podpromo_job_failures_recent', 'Jobs that failed lately, by error code', ['code']);
  for (const [code, count] of Object.entries(recent.failures)) failures.set({ code }, count);
  const run = gauge(registry, 'podpromo_job_run_seconds', 'How long jobs that succeeded lately ran', [
    'kind',
    'quantile',
  ]);
  for (const [kind, times] of Object.entries(recent.runMs)) {
    if (times === null) continue;
    run.set({ kind, quantile: '0.5' }, times.p50 / 1000);
    run.set({ kind, quantile: '0.95' }, times.p95 / 1000);
    run.set({ kind, quantile: '1' }, times.max / 1000);
  }
}

function gauge(registry: Registry, name: string, help: string, labelNames: string[]): Gauge {
  return new Gauge({ name, help, labelNames, registers: [registry] });
}
