import { AUTO_FRAMING } from '#lib/shared/framing.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import { planAudiogram } from './audiogram/plan.ts';
import { assScript, COLORS, type Rgb } from './captions/ass.ts';
import type { ClipWord } from './captions/caption-text.ts';
import { type CaptionPlace, makeCaptions } from './captions/captions.ts';
import type { Cue } from './captions/cues.ts';
import { frameClip } from './framing/frame-clip.ts';
import type { FramingPlan } from './framing/framing-plan.ts';
import { type Box, LAYOUTS } from './layout.ts';
import type { PictureSource } from './picture.ts';
import type { RenderRequest } from './render-clip.ts';
import { facesOfLook, PLAIN_LOOK } from './render-look.ts';
import type { Face } from './text/fonts.ts';
import type { EditList } from './tighten/edit-list.ts';
import { hasPicture, videoPicture } from './video-picture.ts';

export interface PicturePlan {
  readonly picture: PictureSource;
  /** The ASS script with everything that is written into the picture. */
  readonly script: string;
  readonly cues: readonly Cue[];
  /** Where the captions' pixels must be found. */
  readonly captionBox: Box;
  /** The colour that they must have in it. */
  readonly captionColor: Rgb;
  /** What the script is written in. */
  readonly faces: ReadonlySet<Face>;
  /** How the source's picture is framed; null for an audiogram. */
  readonly framing: FramingPlan | null;
}

/** Decides what a clip looks like: the source's own picture, or an audiogram. */
export async function planPicture(options: {
  request: RenderRequest;
  words: readonly ClipWord[];
  levels: readonly number[];
  /** Of the clip as it will be. */
  durationMs: number;
  /** What of the recording is kept; null where it is all. */
  edits: EditList | null;
}): Promise<PicturePlan> {
  const { request, words, durationMs, edits } = options;
  const { env, source, clip, aspect, workDir, threads, signal } = request;
  const { video } = source.info;
  if (!hasPicture(video, clip.startMs, clip.endMs)) return await planAudiogram(options);
  const target = ASPECT_SIZES[aspect];
  const look = request.look ?? PLAIN_LOOK;
  const captions = makeCaptions(words, durationMs, videoCaptionPlace(aspect), {
    style: look.style,
    face: (await facesOfLook(env, look)).caption,
    lit: look.colors.lit ?? COLORS.lit,
    text: look.colors.text ?? COLORS.text,
  });
  const part = { startMs: clip.startMs, durationMs: clip.endMs - clip.startMs };
  const framing = await frameClip({
    ...{ env, video, target, workDir, threads, signal, ...part },
    source: { path: source.path, info: source.info, sha256: source.sha256 ?? null },
    choice: request.framing ?? AUTO_FRAMING,
    turns: request.turns ?? [],
    keepIn: request.looksDir ?? null,
  });
  return {
    picture: videoPicture({
      ...{ sourcePath: source.path, info: source.info, video, ...part },
      ...{ framing, edits, threads },
    }),
    script: assScript(target, captions.styles, captions.events),
    cues: captions.cues,
    captionBox: captions.box,
    captionColor: captions.proof,
    faces: captions.faces,
    framing,
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
