import { ASPECT_SIZES } from '#lib/shared/states.ts';
import { audiogramLayout } from './audiogram/layout.ts';
import { audiogramPicture, readArtwork } from './audiogram/picture.ts';
import { audiogramTexts } from './audiogram/text.ts';
import { assScript } from './captions/ass.ts';
import type { ClipWord } from './captions/caption-text.ts';
import { type CaptionPlace, makeCaptions } from './captions/captions.ts';
import type { Cue } from './captions/cues.ts';
import { type Box, LAYOUTS } from './layout.ts';
import type { PictureSource } from './picture.ts';
import type { RenderRequest } from './render-clip.ts';
import { loadFaces } from './text/fonts.ts';
import { hasPicture, videoPicture } from './video-picture.ts';

export interface PicturePlan {
  readonly picture: PictureSource;
  /** The ASS script with everything that is written into the picture. */
  readonly script: string;
  readonly cues: readonly Cue[];
  /** Where the captions' pixels must be found. */
  readonly captionBox: Box;
}

/** Decides what a clip looks like: the source's own picture, or an audiogram. */
export async function planPicture(options: {
  request: RenderRequest;
  words: readonly ClipWord[];
  levels: readonly number[];
  durationMs: number;
}): Promise<PicturePlan> {
  const { request, words, levels, durationMs } = options;
  const { env, source, clip, aspect, artworkPath, workDir, threads, signal } = request;
  const target = ASPECT_SIZES[aspect];
  const faces = await loadFaces();
  const { video } = source.info;
  if (hasPicture(video, clip.startMs, clip.endMs)) {
    const place = videoCaptionPlace(aspect);
    const captions = makeCaptions(words, durationMs, place, faces.caption);
    const picture = videoPicture({
      ...{ sourcePath: source.path, info: source.info, video, target, threads },
      ...{ startMs: clip.startMs, durationMs },
    });
    const script = assScript(target, [captions.style], captions.events);
    return { picture, script, cues: captions.cues, captionBox: boxOf(place) };
  }
  const layout = audiogramLayout(aspect, artworkPath !== null);
  const captions = makeCaptions(words, durationMs, layout.caption, faces.caption);
  const texts = audiogramTexts({ show: request.show, title: clip.title }, layout, faces, durationMs);
  const artwork =
    artworkPath && layout.artwork ? await readArtwork({ env, path: artworkPath, box: layout.artwork, signal }) : null;
  return {
    picture: await audiogramPicture({ layout, target, artwork, levels, durationMs, workDir }),
    script: assScript(target, [...texts.styles, captions.style], [...texts.events, ...captions.events]),
    cues: captions.cues,
    captionBox: boxOf(layout.caption),
  };
}

function videoCaptionPlace(aspect: RenderRequest['aspect']): CaptionPlace {
  const { width, videoCaption } = LAYOUTS[aspect];
  const { centerY, emPx, lineWidth } = videoCaption;
  return { align: 'center', x: width / 2, centerY, lineWidth, emPx, ground: 'picture' };
}

/** The room that two lines of captions can take. */
function boxOf(place: CaptionPlace): Box {
  const height = Math.round(place.emPx * 2.6);
  const left = place.align === 'center' ? place.x - place.lineWidth / 2 : place.x;
  return { x: Math.round(left), y: Math.round(place.centerY - height / 2), width: place.lineWidth, height };
}
