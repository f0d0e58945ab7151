import * as z from 'zod/mini';
import { clipChangeKindSchema, removedSchema } from './clip-edit.ts';
import { clipTextsSchema } from './clips.ts';
import { findOptionsSchema } from './find.ts';
import { aspectSchema, clipOriginSchema } from './states.ts';

/** Bodies and parts of answers about clips, besides api.ts. */

/** `POST /api/episodes/{id}/suggest`. */
export const suggestRequestSchema = z.extend(findOptionsSchema, {
  /** How many at most. */
  count: z.optional(z.int().check(z.minimum(1), z.maximum(20))),
  aspect: z.optional(aspectSchema),
  render: z.optional(z.boolean()),
});
export type SuggestRequest = z.infer<typeof suggestRequestSchema>;

/** `POST /api/episodes/{id}/clips`: a clip set by hand. */
export const clipCreateSchema = z
  .object({
    startMs: z.int().check(z.nonnegative()),
    endMs: z.int().check(z.positive()),
    title: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
    /** Also render it, in this shape. */
    aspect: z.optional(aspectSchema),
  })
  .check(z.refine(({ startMs, endMs }) => endMs > startMs, { message: 'It ends before it begins' }));
export type ClipCreate = z.infer<typeof clipCreateSchema>;

const hashtagSchema = z.pipe(
  z.pipe(
    z.string().check(z.trim()),
    z.transform((tag) => (tag.startsWith('#') ? tag : `#${tag}`)),
  ),
  z.string().check(z.regex(/^#[\p{L}\p{N}\p{M}_]{1,79}$/u)),
);

/** Parts of a change that change nothing by themselves. */
const HOW: ReadonlySet<string> = new Set(['exact', 'kind', 'revision']);

/** `PATCH /api/clips/{id}`: changes by hand; what is not named stays. */
export const clipPatchSchema = z
  .partial(
    z.object({
      title: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
      description: z.string().check(z.trim(), z.maxLength(1000)),
      hashtags: z.array(hashtagSchema).check(z.maxLength(10)),
      /** True: another search leaves it in its place. */
      kept: z.boolean(),
      /** Trims it, snapped to words; what is not named stays. */
      startMs: z.int().check(z.nonnegative()),
      endMs: z.int().check(z.positive()),
      /** Stretches of the episode that are left out of its middle, instead of those that were. */
      removed: removedSchema,
      /** True: the times are taken as they are, not snapped to words. */
      exact: z.boolean(),
      /** What kind of change it is, for taking it back; found out where it is not given. */
      kind: clipChangeKindSchema,
      /** The one that the change was made to: where it is another by now, nothing is changed. */
      revision: z.int().check(z.nonnegative()),
    }),
  )
  .check(
    z.refine((patch) => Object.keys(patch).some((key) => !HOW.has(key)), { message: 'There is nothing to change' }),
  );
export type ClipPatch = z.infer<typeof clipPatchSchema>;

/** `POST /api/clips/{id}/undo` and `/redo`. */
export const clipStepSchema = z.object({ revision: z.int().check(z.nonnegative()) });

/** `POST /api/clips/{id}/split`: at this moment of the episode. */
export const clipSplitSchema = z.extend(clipStepSchema, { atMs: z.int().check(z.positive()) });
export type ClipSplit = z.infer<typeof clipSplitSchema>;

/** What a clip's view has besides the suggestion. */
export const clipOwnSchema = z.object({
  origin: clipOriginSchema,
  /** True where a person kept it. */
  kept: z.boolean(),
  /** True where a person changed its texts. */
  edited: z.boolean(),
  /** Null for clips of before there were any. */
  texts: z.nullable(clipTextsSchema),
  /** Stretches of the episode that are left out of its middle. */
  removed: z._default(removedSchema, []),
  /** To be sent with a change, so that two pages do not overwrite each other. */
  revision: z._default(z.int(), 0),
  /** Where one clip is asked for: what can be taken back or done again, or null. */
  undo: z.optional(z.nullable(clipChangeKindSchema)),
  redo: z.optional(z.nullable(clipChangeKindSchema)),
  /** Place in its history: one more after each change, the one before it again after each that is taken back. */
  historyAt: z.optional(z.int()),
});
