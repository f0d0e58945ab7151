import { assScript, COLORS } from '#lib/server/captions/ass.ts';
import { makeCaptions } from '#lib/server/captions/captions.ts';
import { STYLES } from '#lib/server/captions/styles.ts';
import { loadFaces } from '#lib/server/captions/text/fonts.ts';
import { videoCaptionPlace } from '#lib/server/captions/video-script.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import type { CaptionStyle } from '#lib/shared/styles/looks.ts';
import type { DrawnScript } from './caption-page.ts';

/** Short and long words, accents, tails, three scripts, numbers, marks; 350 ms each. */
const TEXT =
  'Nobody leaves because the product is hard. ÄÖÜ jjgqy Ŵe paid 1.250.000 € — “quickly”. Электрификация Παραδείγματος, and then everything changed';
const WORD_MS = 350;
const WORDS = TEXT.split(' ').map((text, at) => ({ text, startMs: at * WORD_MS, endMs: at * WORD_MS + 300 }));

/** How long the sample is, in milliseconds. */
export const SAMPLE_MS = WORDS.length * WORD_MS;

/** The script of a sample text in a style and an aspect. */
export async function sampleScript(style: CaptionStyle, aspect: Aspect): Promise<DrawnScript> {
  const { caption } = await loadFaces(STYLES[style].face);
  const look = { style, face: caption, lit: COLORS.lit, text: COLORS.text };
  const { styles, events, faces } = makeCaptions(WORDS, SAMPLE_MS, videoCaptionPlace(aspect), look);
  return { script: assScript(ASPECT_SIZES[aspect], styles, events), ...ASPECT_SIZES[aspect], faces };
}
