import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import { assScript } from '../captions/ass.ts';
import type { ClipWord } from '../captions/caption-text.ts';
import { makeCaptions } from '../captions/captions.ts';
import type { ClipScript } from '../captions/clip-script.ts';
import { facesOfLook, type RenderLook } from '../captions/render-look.ts';
import type { Env } from '../env.ts';
import type { AudiogramLayout } from './layout.ts';
import type { Palette } from './palette.ts';
import { audiogramTexts } from './text.ts';

/** What is written into an audiogram: show, speaker, title, captions. */
export async function audiogramScript(options: {
  env: Pick<Env, 'fontsDir'>;
  aspect: Aspect;
  look: RenderLook;
  layout: AudiogramLayout;
  palette: Palette;
  hasArtwork: boolean;
  texts: { show: string; speaker: string; title: string };
  /** On the clock of the finished clip. */
  words: readonly ClipWord[];
  durationMs: number;
}): Promise<ClipScript> {
  const { env, aspect, look, layout, palette, hasArtwork, words, durationMs } = options;
  const faces = await facesOfLook(env, look);
  const { lit, text } = palette;
  const { style } = look;
  const captions = makeCaptions(words, durationMs, layout.caption, { style, face: faces.caption, lit, text });
  const texts = audiogramTexts(options.texts, layout, { faces, text, hasArtwork }, durationMs);
  return {
    script: assScript(
      ASPECT_SIZES[aspect],
      [...texts.styles, ...captions.styles],
      [...texts.events, ...captions.events],
    ),
    cues: captions.cues,
    captionBox: captions.box,
    captionColor: captions.proof,
    missing: texts.missing.union(captions.missing),
    faces: new Set([...texts.faces, ...captions.faces]),
  };
}
