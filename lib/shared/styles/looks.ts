import * as z from 'zod/mini';

/** How captions are written into the picture. */
export const captionStyleSchema = z.enum(['lit', 'pop', 'box', 'bold', 'duo', 'minimal', 'band', 'story']);
export type CaptionStyle = z.infer<typeof captionStyleSchema>;

/** What an episode without a picture looks like. */
export const audiogramDesignSchema = z.enum(['wave', 'circle', 'words', 'card']);
export type AudiogramDesign = z.infer<typeof audiogramDesignSchema>;

export const DEFAULT_STYLE: CaptionStyle = 'lit';
export const DEFAULT_DESIGN: AudiogramDesign = 'wave';

/** What is heard in place of swear words: themselves, silence, a tone. */
export const bleepSchema = z.enum(['off', 'mute', 'tone']);
export type Bleep = z.infer<typeof bleepSchema>;

/** What a person chose for a render; what is not named comes from the show's brand, then from the defaults. */
export const lookSchema = z.object({
  style: z.optional(captionStyleSchema),
  design: z.optional(audiogramDesignSchema),
  /** Swear words are written with their first letter and stars. */
  mask: z.optional(z.boolean()),
  /** And what is heard in their place; they are where not given. */
  bleep: z.optional(bleepSchema),
});
export type Look = z.infer<typeof lookSchema>;

/** True where two looks give the same picture and sound. */
export function isSameLook(one: Look | null, other: Look | null): boolean {
  const key = (look: Look | null) =>
    JSON.stringify([look?.style, look?.design, look?.mask ?? false, look?.bleep ?? 'off']);
  return key(one) === key(other);
}
