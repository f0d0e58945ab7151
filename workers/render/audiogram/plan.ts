import { readArtwork } from '#lib/server/audiogram/artwork.ts';
import { audiogramLayout } from '#lib/server/audiogram/layout.ts';
import { paletteOf } from '#lib/server/audiogram/palette.ts';
import { paletteFor } from '#lib/server/audiogram/palette-for.ts';
import { audiogramScript } from '#lib/server/audiogram/script.ts';
import type { ClipWord } from '#lib/server/captions/caption-text.ts';
import { PLAIN_LOOK } from '#lib/server/captions/render-look.ts';
import { ASPECT_SIZES } from '#lib/shared/states.ts';
import type { PicturePlan } from '../plan-picture.ts';
import type { RenderRequest } from '../render-clip.ts';
import { audiogramPicture } from './picture.ts';

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
  const texts = { show, speaker, title: clip.title };
  const hasArtwork = artwork !== null;
  return {
    picture: await audiogramPicture({ layout, target, artwork, palette, levels, durationMs, workDir }),
    ...(await audiogramScript({ env, aspect, look, layout, palette, hasArtwork, texts, words, durationMs })),
    framing: null,
  };
}
