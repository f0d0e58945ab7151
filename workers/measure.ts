import { monitorEventLoopDelay } from 'node:perf_hooks';
import { statementCounts } from '#db/statement-counts.ts';
import type { WorkerMetrics } from '#lib/server/worker-metrics.ts';

type JobCount = WorkerMetrics['jobs'][number];

const counts = new Map<string, JobCount>();
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
  };
}
