import * as z from 'zod/mini';
import { glossarySchema } from '../transcript/glossary-terms.ts';

export const showNameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(100));

/** `GET /api/shows`, `GET /api/shows/{id}`. */
export const showViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  glossary: glossarySchema,
  /** People who speak in it, last used first. */
  speakers: z.array(z.string()),
});
export type ShowView = z.infer<typeof showViewSchema>;
export const showListSchema = z.object({ shows: z.array(showViewSchema) });
