import * as z from 'zod/mini';
import { aspectSchema, tightenSchema } from '../states.ts';
import { cornerSchema } from '../styles/brand.ts';
import { audiogramDesignSchema, captionStyleSchema } from '../styles/looks.ts';

/** `1200-1900,5000-5400`: stretches of the episode in milliseconds. */
const stretchesSchema = z
  .pipe(
    z.string().check(z.maxLength(6000), z.regex(/^(\d{1,9}-\d{1,9}(,\d{1,9}-\d{1,9})*)?$/)),
    z.transform((text) =>
      text === ''
        ? []
        : text.split(',').map((span) => {
            const [startMs = 0, endMs = 0] = span.split('-').map(Number);
            return { startMs, endMs };
          }),
    ),
  )
  .check(
    z.refine((spans) => spans.every(({ startMs, endMs }) => endMs > startMs), {
      message: 'A stretch ends before it begins',
    }),
  );

/** `GET /api/clips/{id}/captions?…`: what is not named is as the clip's render in this aspect has it. */
export const captionsQuerySchema = z.object({
  aspect: aspectSchema,
  style: z.optional(captionStyleSchema),
  design: z.optional(audiogramDesignSchema),
  mask: z.optional(z.stringbool({ truthy: ['true'], falsy: ['false'] })),
  tighten: z.optional(tightenSchema),
  /** Of the episode, for a trim that is not saved yet. */
  startMs: z.optional(z.coerce.number().check(z.int(), z.nonnegative())),
  endMs: z.optional(z.coerce.number().check(z.int(), z.positive())),
  /** What is left out of the middle, where that is not saved yet. */
  removed: z.optional(stretchesSchema),
});
export type CaptionsQuery = z.infer<typeof captionsQuerySchema>;

/** `GET /api/clips/{id}/ground?…`; `version` has no meaning of its own: with it the answer may be kept. */
export const groundQuerySchema = z.extend(z.pick(captionsQuerySchema, { aspect: true, design: true }), {
  version: z.optional(z.string().check(z.maxLength(64))),
});

const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** `GET /api/clips/{id}/captions`: everything that is written into a clip's picture, as it would be rendered now. */
export const clipCaptionsSchema = z.object({
  /** ASS for a picture of this size; its clock is that of the finished clip, without a card before it. */
  script: z.string(),
  width: z.number(),
  height: z.number(),
  /** The clip that it is the script of, as it was asked for; milliseconds of the episode. */
  startMs: z.number(),
  endMs: z.number(),
  /** Of the finished clip, without cards. */
  durationMs: z.number(),
  /** What of the episode is played, in order; milliseconds of the episode. */
  keeps: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
  /** Addresses of the fonts that the script is written in. */
  fonts: z.array(z.string()),
  /** Letters in it that no font has, forty at most: boxes stand in their place. */
  missing: z.string(),
  /** A still of what lies under the script; null where that is the film itself. */
  groundUrl: z.nullable(z.string()),
  /** What moves over the ground with the voice; null with a film. Boxes in pixels, colours as #rrggbb. */
  motion: z.nullable(
    z.object({
      kind: z.enum(['bars', 'ring', 'scrub']),
      wave: boxSchema,
      progress: z.nullable(boxSchema),
      lit: z.string(),
      pale: z.string(),
      /** Of a ring: how far out its bars begin, as a share of its radius. */
      innerShare: z.number(),
    }),
  ),
  /** True where the video has a card of the brand before or after it, which a preview does not show. */
  hasCards: z.boolean(),
  /** Over everything; a box in pixels, and the corner of it that the logo stands in. */
  logo: z.nullable(
    z.object({
      url: z.string(),
      corner: cornerSchema,
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
    }),
  ),
});
export type ClipCaptions = z.infer<typeof clipCaptionsSchema>;
