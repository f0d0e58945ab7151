import { z } from 'zod';
import { clipChangeKindSchema, removedSchema } from './clip-edit.ts';
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

/** Parts of a change that change nothing by themselves. */
const HOW: ReadonlySet<string> = new Set(['exact', 'kind', 'revision']);

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
    /** Stretches of the episode that are left out of its middle, instead of those that were. */
    removed: removedSchema,
    /** True: the times are taken as they are, not snapped to words. */
    exact: z.boolean(),
    /** What kind of change it is, for taking it back; found out where it is not given. */
    kind: clipChangeKindSchema,
    /** The one that the change was made to: where it is another by now, nothing is changed. */
    revision: z.number().int().nonnegative(),
  })
  .partial()
  .refine((patch) => Object.keys(patch).some((key) => !HOW.has(key)), { message: 'There is nothing to change' });
export type ClipPatch = z.infer<typeof clipPatchSchema>;

/** `POST /api/clips/{id}/undo` and `/redo`. */
export const clipStepSchema = z.object({ revision: z.number().int().nonnegative() });

/** `POST /api/clips/{id}/split`: at this moment of the episode. */
export const clipSplitSchema = clipStepSchema.extend({ atMs: z.number().int().positive() });
export type ClipSplit = z.infer<typeof clipSplitSchema>;

/** What a clip's view has besides the suggestion. */
export const clipOwnSchema = z.object({
  origin: clipOriginSchema,
  /** True where a person kept it. */
  kept: z.boolean(),
  /** True where a person changed its texts. */
  edited: z.boolean(),
  /** Null for clips of before there were any. */
  texts: clipTextsSchema.nullable(),
  /** Stretches of the episode that are left out of its middle. */
  removed: removedSchema.default([]),
  /** To be sent with a change, so that two pages do not overwrite each other. */
  revision: z.number().int().default(0),
  /** Where one clip is asked for: what can be taken back or done again, or null. */
  undo: clipChangeKindSchema.nullable().optional(),
  redo: clipChangeKindSchema.nullable().optional(),
  /** Place in its history: one more after each change, the one before it again after each that is taken back. */
  historyAt: z.number().int().optional(),
});
