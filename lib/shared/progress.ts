import * as z from 'zod/mini';
import type { JobKind } from './states.ts';

/** The five steps a person sees; `probe` counts to `transcribe` on the page ("Listen"). */
export const stageSchema = z.enum(['upload', 'probe', 'transcribe', 'suggest', 'render', 'done']);
export type Stage = z.infer<typeof stageSchema>;

/** The step of an episode that a kind of job is; null for one that belongs to no episode. */
export function stageOf(kind: JobKind): Stage | null {
  return kind === 'model' || kind === 'archive' ? null : kind;
}

export const progressStateSchema = z.enum(['uploading', 'queued', 'running', 'done', 'failed', 'canceled', 'unknown']);
export type ProgressState = z.infer<typeof progressStateSchema>;

export const progressErrorSchema = z.object({
  code: z.string(),
  title: z.string(),
  action: z.optional(z.string()),
});

/** `UPLOAD_DIR/<episode>/progress.json`, and the answer of `GET /api/progress/{id}`. */
export const progressSchema = z.object({
  episodeId: z.string(),
  jobId: z.nullable(z.string()),
  stage: z.nullable(stageSchema),
  /** 0-100 within the stage. */
  percent: z.nullable(z.number().check(z.minimum(0), z.maximum(100))),
  /** Milliseconds left in the stage as estimated from its own pace; null while unknown. */
  etaMs: z.nullable(z.number().check(z.nonnegative())),
  /** A short plain sentence for the page, e.g. "Listening: 12 of 48 min". */
  message: z.string(),
  state: progressStateSchema,
  /** Grows with every write of one attempt; the ETag. */
  seq: z.int().check(z.nonnegative()),
  attempt: z.int().check(z.nonnegative()),
  /** Epoch milliseconds of the write: the last sign of life. */
  updatedAt: z.number(),
  error: z.nullable(progressErrorSchema),
});
export type Progress = z.infer<typeof progressSchema>;

/** Nothing more will happen without a person: polling stops. */
export function isTerminal(state: ProgressState): boolean {
  return state === 'done' || state === 'failed' || state === 'canceled';
}
