import * as z from 'zod/mini';

/** The last time that something failed: enough to find it in the log, and nothing that a user wrote. */
export const errorExampleSchema = z.object({
  requestId: z.nullable(z.string()),
  jobId: z.nullable(z.string()),
  episodeId: z.nullable(z.string()),
  /** Kinds of the error and of what caused it, e.g. `AppError ← SqliteError SQLITE_FULL`. */
  error: z.string(),
  /** Where in our code, e.g. `lib/server/x.ts:12`; null where it cannot be told. */
  where: z.nullable(z.string()),
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
  count: z.int(),
  firstSeenAt: z.number(),
  lastSeenAt: z.number(),
  /** Marked as seen, and did not come again since. */
  seen: z.boolean(),
  example: z.nullable(errorExampleSchema),
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
export const errorsSeenSchema = z.object({
  ids: z.optional(z.array(z.string().check(z.maxLength(64))).check(z.maxLength(500))),
});
export type ErrorsSeen = z.infer<typeof errorsSeenSchema>;
