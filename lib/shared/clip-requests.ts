import { z } from 'zod';
import { clipTextsSchema } from './clips.ts';
import { findOptionsSchema } from './find.ts';
import { aspectSchema, clipOriginSchema } from './states.ts';

/** Bodies and parts of answers about clips, besides api.ts. */

/** `POST /api/episodes/{id}/suggest`. */
export const suggestRequestSchema = findOptionsSchema.extend({
  /** How many at most. */
  count: z.number().int().min(1).max(20).optional(),
  aspect: aspectSchema.optional(),
  render: z.boolean().optional(),
});
export type SuggestRequest = z.infer<typeof suggestRequestSchema>;

/** `POST /api/episodes/{id}/clips`: a clip set by hand. */
export const clipCreateSchema = z
  .object({
    startMs: z.number().int().nonnegative(),
    endMs: z.number().int().positive(),
    title: z.string().trim().min(1).max(200).optional(),
    /** Also render it, in this shape. */
    aspect: aspectSchema.optional(),
  })
  .refine(({ startMs, endMs }) => endMs > startMs, { message: 'It ends before it begins' });
export type ClipCreate = z.infer<typeof clipCreateSchema>;

const hashtagSchema = z
  .string()
  .trim()
  .transform((tag) => (tag.startsWith('#') ? tag : `#${tag}`))
  .pipe(z.string().regex(/^#[\p{L}\p{N}\p{M}_]{1,79}$/u));

/** `PATCH /api/clips/{id}`: changes by hand; what is not named stays. */
export const clipPatchSchema = z
  .object({
    title: z.string().trim().min(1).max(200),
    description: z.string().trim().max(1000),
    hashtags: z.array(hashtagSchema).max(10),
    /** True: another search leaves it in its place. */
    kept: z.boolean(),
    /** Trims it, snapped to words; what is not named stays. */
    startMs: z.number().int().nonnegative(),
    endMs: z.number().int().positive(),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { message: 'There is nothing to change' });
export type ClipPatch = z.infer<typeof clipPatchSchema>;

/** What a clip's view has besides the suggestion. */
export const clipOwnSchema = z.object({
  origin: clipOriginSchema,
  /** True where a person kept it. */
  kept: z.boolean(),
  /** True where a person changed its texts. */
  edited: z.boolean(),
  /** Null for clips of before there were any. */
  texts: clipTextsSchema.nullable(),
});
