import { cpus, freemem, loadavg, totalmem } from 'node:os';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { WorkerRow } from '#db/rows.ts';
import { workerMetricsSchema } from '../../worker-metrics.ts';
import { isWorkerAlive } from '../queue/worker-status.ts';
import type { HostFacts } from './host-facts.ts';

/** The machine, failures and backups. */
export function recordHost(registry: Registry, { errors, backup }: HostFacts): void {
  const groups = gauge(registry, 'podpromo_error_groups', 'Groups of failures, as on /errors', ['state']);
  groups.set({ state: 'all' }, errors.groups);
  groups.set({ state: 'new' }, errors.fresh);
  groups.set({ state: 'unforeseen' }, errors.unforeseen);
  if (backup) {
    gauge(registry, 'podpromo_backup_age_seconds', 'Since the last backup').set(backup.ageMs / 1000);
    gauge(registry, 'podpromo_backup_interval_seconds', 'How often there should be one').set(backup.intervalMs / 1000);
  }
  gauge(registry, 'podpromo_host_load1', 'Load of the machine over a minute').set(loadavg()[0] ?? 0);
  gauge(registry, 'podpromo_host_cpus', 'Processors of the machine').set(cpus().length);
  const memory = gauge(registry, 'podpromo_host_memory_bytes', 'Memory of the machine', ['what']);
  memory.set({ what: 'total' }, totalmem());
  memory.set({ what: 'free' }, freemem());
}

/**
 * What living workers wrote into their rows, every few seconds. They are numbered by their start, so that restarts
 * make no new series; a counter that begins anew is what Prometheus expects of a restart.
 */
export function recordWorkers(registry: Registry, rows: readonly WorkerRow[], now: number): void {
  const series = {
    cpu: counter(registry, 'podpromo_worker_cpu_seconds_total', 'Processor time of a worker without its children', []),
    memory: gauge(registry, 'podpromo_worker_resident_memory_bytes', 'Memory of a worker without its children', [
      'worker',
    ]),
    loop: gauge(registry, 'podpromo_worker_loop_delay_seconds', 'How late 99 % of the turns of its loop were', [
      'worker',
    ]),
    statements: counter(registry, 'podpromo_worker_db_statements_total', 'Statements of a worker', []),
    slow: counter(registry, 'podpromo_worker_db_slow_statements_total', 'Statements of a worker of 100 ms or more', []),
    jobs: counter(registry, 'podpromo_worker_jobs_total', 'Attempts at jobs that ended', ['kind', 'status']),
    seconds: counter(registry, 'podpromo_worker_job_seconds_total', 'Time that those attempts took', [
      'kind',
      'status',
    ]),
    stages: counter(registry, 'podpromo_worker_job_stages_total', 'Attempts that came to a stage', ['kind', 'stage']),
    stageSeconds: counter(registry, 'podpromo_worker_job_stage_seconds_total', 'Time of attempts, by stage', [
      'kind',
      'stage',
    ]),
  };
  const living = rows.filter((row) => isWorkerAlive(row, now)).sort((a, b) => a.startedAt - b.startedAt);
  for (const [index, row] of living.entries()) {
    const parsed = workerMetricsSchema.safeParse(row.metrics);
    if (!parsed.success) continue; // of another release, or just started
    const { data } = parsed;
    const worker = String(index);
    series.cpu.inc({ worker }, data.cpuSeconds);
    series.memory.set({ worker }, data.residentBytes);
    series.loop.set({ worker }, data.loopDelaySeconds);
    series.statements.inc({ worker }, data.statements.total);
    series.slow.inc({ worker }, data.statements.slow);
    for (const { kind, status, count, seconds } of data.jobs) {
      series.jobs.inc({ worker, kind, status }, count);
      series.seconds.inc({ worker, kind, status }, seconds);
    }
    for (const { kind, stage, count, seconds } of data.stages) {
      series.stages.inc({ worker, kind, stage }, count);
      series.stageSeconds.inc({ worker, kind, stage }, seconds);
    }
  }
}

function gauge(registry: Registry, name: string, help: string, labelNames: string[] = []): Gauge {
  return new Gauge({ name, help, labelNames, registers: [registry] });
}

function counter(registry: Registry, name: string, help: string, labelNames: string[]): Counter {
  return new Counter({ name, help, labelNames: ['worker', ...labelNames], registers: [registry] });
}
