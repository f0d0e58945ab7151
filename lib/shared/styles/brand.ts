import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import { aspectSchema } from '../states.ts';
import { audiogramDesignSchema, captionStyleSchema } from './looks.ts';

/** `#RRGGBB`. */
export const colorSchema = z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/));

export const cornerSchema = z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']);
export type Corner = z.infer<typeof cornerSchema>;

/** One file of a brand: stored under its id, shown under its name. */
const fileSchema = z.object({ id: idSchema, name: z.string().check(z.maxLength(120)) });

/** A still picture with words before or after the clip. */
export const cardSchema = z.object({
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  text: z.string().check(z.trim(), z.maxLength(120)),
  seconds: z.number().check(z.minimum(0.5), z.maximum(5)),
});
export type Card = z.infer<typeof cardSchema>;

/** A shape and a look under a name of its own, e.g. "Reel". */
export const presetSchema = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)),
  aspect: aspectSchema,
  style: captionStyleSchema,
  design: audiogramDesignSchema,
});
export type Preset = z.infer<typeof presetSchema>;
export const MAX_PRESETS = 12;

const colorsSchema = z.object({
  /** The spoken word and what moves. */
  lit: z.nullable(colorSchema),
  text: z.nullable(colorSchema),
  /** The ground of audiograms and cards. */
  ground: z.nullable(colorSchema),
});

/** What the clips of a show have in common. A null is ours to choose (colours: from the artwork). */
export const brandSchema = z.object({
  style: z.nullable(captionStyleSchema),
  design: z.nullable(audiogramDesignSchema),
  mask: z.boolean(),
  /** LUFS: -14 for the feeds, -16 for podcast apps. */
  loudness: z.union([z.literal(-14), z.literal(-16)]),
  colors: colorsSchema,
  font: z.nullable(fileSchema),
  logo: z.nullable(
    z.extend(fileSchema, {
      corner: cornerSchema,
      /** Longer side as a share of the picture's shorter one. */
      size: z.number().check(z.minimum(0.05), z.maximum(0.4)),
    }),
  ),
  intro: z.nullable(cardSchema),
  outro: z.nullable(cardSchema),
  presets: z.array(presetSchema).check(z.maxLength(MAX_PRESETS)),
});
export type Brand = z.infer<typeof brandSchema>;

export const PLAIN_BRAND: Brand = {
  style: null,
  design: null,
  mask: false,
  loudness: -14,
  colors: { lit: null, text: null, ground: null },
  font: null,
  logo: null,
  intro: null,
  outro: null,
  presets: [],
};

/** Changes of a brand; what is not named stays. */
export const brandPatchSchema = z.partial(brandSchema);
export type BrandPatch = z.infer<typeof brandPatchSchema>;

export const brandFileKindSchema = z.enum(['font', 'logo']);
export type BrandFileKind = z.infer<typeof brandFileKindSchema>;

/** Largest upload of each kind, in bytes. */
export const BRAND_FILE_LIMITS: Readonly<Record<BrandFileKind, number>> = { font: 20_000_000, logo: 4_000_000 };

/** What an uploaded file is called from then on. */
export const brandFileSchema = fileSchema;
export type BrandFile = z.infer<typeof brandFileSchema>;

/** `GET /api/brand`, `GET /api/shows/{id}/brand`. */
export const brandViewSchema = z.extend(brandSchema, {
  /** False for a show that uses the installation's brand. */
  own: z.boolean(),
});
export type BrandView = z.infer<typeof brandViewSchema>;
