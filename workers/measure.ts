import { monitorEventLoopDelay } from 'node:perf_hooks';
import { statementCounts } from '#db/statement-counts.ts';
import type { WorkerMetrics } from '#lib/server/worker-metrics.ts';
import type { JobStage } from '#lib/shared/job-stages.ts';

type JobCount = WorkerMetrics['jobs'][number];

type StageTime = WorkerMetrics['stages'][number];

const counts = new Map<string, JobCount>();
const stageTimes = new Map<string, StageTime>();
const loop = monitorEventLoopDelay({ resolution: 20 });
const RESET_MS = 60_000;
const NS_PER_S = 1e9;
const US_PER_S = 1e6;
const PERCENTILE = 99;
let loopSince = performance.now();

/** Counts a job that came to an end here, whichever. */
export function countJob(kind: JobCount['kind'], status: JobCount['status'], tookMs: number): void {
  const key = `${kind} ${status}`;
  const known = counts.get(key) ?? { kind, status, count: 0, seconds: 0 };
  counts.set(key, { ...known, count: known.count + 1, seconds: known.seconds + tookMs / 1000 });
}

/** Counts where the time of an attempt went. */
export function countStages(kind: JobCount['kind'], times: ReadonlyMap<JobStage, number>): void {
  for (const [stage, tookMs] of times) {
    const key = `${kind} ${stage}`;
    const known = stageTimes.get(key) ?? { kind, stage, count: 0, seconds: 0 };
    stageTimes.set(key, { ...known, count: known.count + 1, seconds: known.seconds + tookMs / 1000 });
  }
}

/** What this process has cost so far. */
export function measureWorker(): WorkerMetrics {
  loop.enable();
  const { user, system } = process.cpuUsage();
  const late = loop.percentile(PERCENTILE) / NS_PER_S;
  if (performance.now() - loopSince > RESET_MS) {
    loop.reset();
    loopSince = performance.now();
  }
  return {
    cpuSeconds: (user + system) / US_PER_S,
    residentBytes: process.memoryUsage.rss(),
    loopDelaySeconds: Number.isFinite(late) ? late : 0,
    statements: { ...statementCounts },
    jobs: [...counts.values()],
    stages: [...stageTimes.values()],
  };
}
