import * as z from 'zod/mini';

/** RFC 9457 `application/problem+json`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  /** What the person can do. */
  action: z.string(),
  detail: z.optional(z.string()),
  requestId: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;
