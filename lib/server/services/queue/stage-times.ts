import type { WorkerRow } from '#db/rows.ts';
import { type JobStage, jobStageSchema } from '#lib/shared/job-stages.ts';
import { type JobKind, jobKindSchema } from '#lib/shared/states.ts';
import { workerMetricsSchema } from '../../worker-metrics.ts';

/** Where the time of attempts at jobs of a kind went. */
export interface StageTime {
  readonly kind: JobKind;
  readonly stage: JobStage;
  /** How many came to it. */
  readonly attempts: number;
  /** Of all of them together, in milliseconds. */
  readonly ms: number;
}

/** What these workers have counted since each began, the kinds and their stages in order. */
export function stageTimes(workers: readonly Pick<WorkerRow, 'metrics'>[]): StageTime[] {
  const counted = workers.flatMap(({ metrics }) => workerMetricsSchema.safeParse(metrics).data?.stages ?? []);
  const of = (kind: JobKind, stage: JobStage) => counted.filter((one) => one.kind === kind && one.stage === stage);
  return jobKindSchema.options
    .flatMap((kind) => jobStageSchema.options.map((stage) => ({ kind, stage, all: of(kind, stage) })))
    .filter(({ all }) => all.length > 0)
    .map(({ kind, stage, all }) => ({
      kind,
      stage,
      attempts: all.reduce((sum, { count }) => sum + count, 0),
      ms: Math.round(all.reduce((sum, { seconds }) => sum + seconds, 0) * 1000),
    }));
}
