import * as z from 'zod/mini';

/** `GET /api/changelog`: CHANGELOG.md, the newest first. */
export const changelogSchema = z.object({
  /** The one that runs. */
  version: z.string(),
  releases: z.array(
    z.object({
      /** Null for what is not released yet. */
      version: z.nullable(z.string()),
      /** YYYY-MM-DD */
      date: z.nullable(z.string()),
      changes: z.array(z.object({ kind: z.string(), items: z.array(z.string()) })),
    }),
  ),
});
export type Changelog = z.infer<typeof changelogSchema>;
export type Release = Changelog['releases'][number];
