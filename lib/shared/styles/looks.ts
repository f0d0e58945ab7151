import { z } from 'zod';

/** How captions are written into the picture. */
export const captionStyleSchema = z.enum(['lit', 'pop', 'box', 'bold', 'duo', 'minimal', 'band', 'story']);
export type CaptionStyle = z.infer<typeof captionStyleSchema>;

/** What an episode without a picture looks like. */
export const audiogramDesignSchema = z.enum(['wave', 'circle', 'words', 'card']);
export type AudiogramDesign = z.infer<typeof audiogramDesignSchema>;

export const DEFAULT_STYLE: CaptionStyle = 'lit';
export const DEFAULT_DESIGN: AudiogramDesign = 'wave';

/** What a person chose for a render; what is not named comes from the show's brand, then from the defaults. */
export const lookSchema = z.object({
  style: captionStyleSchema.optional(),
  design: audiogramDesignSchema.optional(),
  /** Swear words are written with their first letter and stars. */
  mask: z.boolean().optional(),
});
export type Look = z.infer<typeof lookSchema>;

interface Named {
  readonly name: string;
  readonly help: string;
}

/** Names for people, in the order in which they are offered. */
export const STYLE_NAMES: Readonly<Record<CaptionStyle, Named>> = {
  lit: { name: 'Lit', help: 'Each word lights up as it is spoken' },
  pop: { name: 'Pop', help: 'The spoken word grows and lights up' },
  box: { name: 'Box', help: 'A coloured box moves from word to word' },
  bold: { name: 'Bold', help: 'Large capitals with a thick outline' },
  duo: { name: 'Duo', help: 'Two colours: the word that matters has its own' },
  minimal: { name: 'Minimal', help: 'Small and quiet, no colour' },
  band: { name: 'Band', help: 'On a dark band, readable over anything' },
  story: { name: 'Story', help: 'Serif letters that appear as they are spoken' },
};

export const DESIGN_NAMES: Readonly<Record<AudiogramDesign, Named>> = {
  wave: { name: 'Wave', help: 'Artwork, title, and bars that move with the voice' },
  circle: { name: 'Circle', help: 'Round artwork with a ring of bars' },
  words: { name: 'Words', help: 'Large words that fill the picture' },
  card: { name: 'Card', help: 'A player: large artwork, title and progress' },
};

/** True where two looks give the same picture. */
export function isSameLook(one: Look | null, other: Look | null): boolean {
  const key = (look: Look | null) => JSON.stringify([look?.style, look?.design, look?.mask ?? false]);
  return key(one) === key(other);
}
