import * as z from 'zod/mini';

/** An upload that is not finished: `GET /api/uploads`. */
export const uploadViewSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  sizeBytes: z.number(),
  offsetBytes: z.number(),
  /** `fingerprint` given at creation (name, size, last change): tells whether a chosen file is this one. */
  fingerprint: z.nullable(z.string()),
  url: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type UploadView = z.infer<typeof uploadViewSchema>;

export const uploadListSchema = z.object({ uploads: z.array(uploadViewSchema) });

/** `POST /api/uploads/{id}/complete`: the sha256 (hex) that the page computed. */
export const uploadCompleteSchema = z.object({
  sha256: z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
});

export const uploadCompletedSchema = z.object({ episodeId: z.string(), sha256: z.string() });
