import { z } from 'zod';
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
  action: z.string().optional(),
});

/** `UPLOAD_DIR/<episode>/progress.json`, and the answer of `GET /api/progress/{id}`. */
export const progressSchema = z.object({
  episodeId: z.string(),
  jobId: z.string().nullable(),
  stage: stageSchema.nullable(),
  /** 0-100 within the stage. */
  percent: z.number().min(0).max(100).nullable(),
  /** Milliseconds left in the stage as estimated from its own pace; null while unknown. */
  etaMs: z.number().nonnegative().nullable(),
  /** A short plain sentence for the page, e.g. "Listening: 12 of 48 min". */
  message: z.string(),
  state: progressStateSchema,
  /** Grows with every write of one attempt; the ETag. */
  seq: z.number().int().nonnegative(),
  attempt: z.number().int().nonnegative(),
  /** Epoch milliseconds of the write: the last sign of life. */
  updatedAt: z.number(),
  error: progressErrorSchema.nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

/** Nothing more will happen without a person: polling stops. */
export function isTerminal(state: ProgressState): boolean {
  return state === 'done' || state === 'failed' || state === 'canceled';
}
