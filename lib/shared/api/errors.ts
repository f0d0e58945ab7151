import { z } from 'zod';

/** The last time that something failed: enough to find it in the log, and nothing that a user wrote. */
export const errorExampleSchema = z.object({
  requestId: z.string().nullable(),
  jobId: z.string().nullable(),
  episodeId: z.string().nullable(),
  /** Kinds of the error and of what caused it, e.g. `AppError ← SqliteError SQLITE_FULL`. */
  error: z.string(),
  /** Where in our code, e.g. `lib/server/x.ts:12`; null where it cannot be told. */
  where: z.string().nullable(),
  release: z.string(),
});
export type ErrorExample = z.infer<typeof errorExampleSchema>;

/** Failures of the same code at the same place. */
export const errorGroupSchema = z.object({
  id: z.string(),
  code: z.string(),
  title: z.string(),
  action: z.string(),
  /** A route or a kind of job, and what was being done. */
  place: z.string(),
  source: z.enum(['web', 'worker']),
  count: z.number().int(),
  firstSeenAt: z.number(),
  lastSeenAt: z.number(),
  /** Marked as seen, and did not come again since. */
  seen: z.boolean(),
  example: errorExampleSchema.nullable(),
});
export type ErrorGroupView = z.infer<typeof errorGroupSchema>;

/** `GET /api/errors`: the last ones first. */
export const errorListSchema = z.object({
  /** How far it looks back. */
  hours: z.number(),
  errors: z.array(errorGroupSchema),
});
export type ErrorList = z.infer<typeof errorListSchema>;

/** `POST /api/errors/seen`: these, or all. */
export const errorsSeenSchema = z.object({ ids: z.array(z.string().max(64)).max(500).optional() });
export type ErrorsSeen = z.infer<typeof errorsSeenSchema>;
