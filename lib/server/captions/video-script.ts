import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import type { Env } from '../env.ts';
import { assScript, COLORS } from './ass.ts';
import type { ClipWord } from './caption-text.ts';
import { type CaptionPlace, makeCaptions } from './captions.ts';
import type { ClipScript } from './clip-script.ts';
import { LAYOUTS } from './layout.ts';
import { facesOfLook, type RenderLook } from './render-look.ts';

/** What is written over a film. @param options.words on the clock of the finished clip */
export async function videoScript(options: {
  env: Pick<Env, 'fontsDir'>;
  aspect: Aspect;
  look: RenderLook;
  words: readonly ClipWord[];
  durationMs: number;
}): Promise<ClipScript> {
  const { env, aspect, look, words, durationMs } = options;
  const captions = makeCaptions(words, durationMs, videoCaptionPlace(aspect), {
    style: look.style,
    face: (await facesOfLook(env, look)).caption,
    lit: look.colors.lit ?? COLORS.lit,
    text: look.colors.text ?? COLORS.text,
  });
  return {
    script: assScript(ASPECT_SIZES[aspect], captions.styles, captions.events),
    cues: captions.cues,
    captionBox: captions.box,
    captionColor: captions.proof,
    faces: captions.faces,
    missing: captions.missing,
  };
}

/** Where captions over a moving picture stand: anywhere inside the safe box. */
export function videoCaptionPlace(aspect: Aspect): CaptionPlace {
  const { safe, videoCaption } = LAYOUTS[aspect];
  const { centerY, emPx, lineWidth } = videoCaption;
  const [top, bottom] = [safe.y, safe.y + safe.height];
  return {
    align: 'center',
    x: ASPECT_SIZES[aspect].width / 2,
    centerY,
    top,
    bottom,
    lineWidth,
    emPx,
    ground: 'picture',
  };
}
