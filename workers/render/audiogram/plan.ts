import { ASPECT_SIZES } from '#lib/shared/states.ts';
import { assScript } from '../captions/ass.ts';
import type { ClipWord } from '../captions/caption-text.ts';
import { makeCaptions } from '../captions/captions.ts';
import type { PicturePlan } from '../plan-picture.ts';
import type { RenderRequest } from '../render-clip.ts';
import { facesOfLook, PLAIN_LOOK } from '../render-look.ts';
import { audiogramLayout } from './layout.ts';
import { paletteOf } from './palette.ts';
import { paletteFor } from './palette-for.ts';
import { audiogramPicture, readArtwork } from './picture.ts';
import { audiogramTexts } from './text.ts';

/** What a clip of sound alone looks like. */
export async function planAudiogram(options: {
  request: Pick<
    RenderRequest,
    'env' | 'clip' | 'aspect' | 'artworkPath' | 'workDir' | 'signal' | 'show' | 'speaker' | 'look'
  >;
  words: readonly ClipWord[];
  levels: readonly number[];
  durationMs: number;
}): Promise<PicturePlan> {
  const { request, words, levels, durationMs } = options;
  const { env, clip, aspect, artworkPath, workDir, signal, show, speaker = '', look = PLAIN_LOOK } = request;
  const target = ASPECT_SIZES[aspect];
  const layout = audiogramLayout(aspect, artworkPath !== null, look.design);
  const artwork =
    artworkPath && layout.artwork ? await readArtwork({ env, path: artworkPath, box: layout.artwork, signal }) : null;
  const palette = paletteFor(look.colors, artwork && paletteOf(artwork.pixels));
  const faces = await facesOfLook(env, look);
  const { lit, text } = palette;
  const captions = makeCaptions(words, durationMs, layout.caption, {
    style: look.style,
    face: faces.caption,
    lit,
    text,
  });
  const hasArtwork = artwork !== null;
  const texts = audiogramTexts({ show, speaker, title: clip.title }, layout, { faces, text, hasArtwork }, durationMs);
  return {
    picture: await audiogramPicture({ layout, target, artwork, palette, levels, durationMs, workDir }),
    script: assScript(target, [...texts.styles, ...captions.styles], [...texts.events, ...captions.events]),
    cues: captions.cues,
    captionBox: captions.box,
    captionColor: captions.proof,
    faces: new Set([...texts.faces, ...captions.faces]),
    framing: null,
  };
}
