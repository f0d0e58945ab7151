import type { ClipWord } from '#lib/server/captions/caption-text.ts';
import type { ClipScript } from '#lib/server/captions/clip-script.ts';
import { PLAIN_LOOK } from '#lib/server/captions/render-look.ts';
import { videoScript } from '#lib/server/captions/video-script.ts';
import { hasPicture } from '#lib/server/media/has-picture.ts';
import type { EditList } from '#lib/server/tighten/edit-list.ts';
import { AUTO_FRAMING } from '#lib/shared/framing.ts';
import { ASPECT_SIZES } from '#lib/shared/states.ts';
import { planAudiogram } from './audiogram/plan.ts';
import { frameClip } from './framing/frame-clip.ts';
import type { FramingPlan } from './framing/framing-plan.ts';
import type { PictureSource } from './picture.ts';
import type { RenderRequest } from './render-clip.ts';
import { videoPicture } from './video-picture.ts';

export interface PicturePlan extends ClipScript {
  readonly picture: PictureSource;
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
    ...(await videoScript({ env, aspect, look: request.look ?? PLAIN_LOOK, words, durationMs })),
    framing,
  };
}
