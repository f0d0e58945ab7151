import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clipWords } from '#lib/server/captions/caption-text.ts';
import { maskWords } from '#lib/server/captions/masking.ts';
import { NO_CARDS, type RenderLook } from '#lib/server/captions/render-look.ts';
import { subtitleCues, toSrt, toVtt } from '#lib/server/captions/subtitles.ts';
import { placeFonts } from '#lib/server/captions/text/fonts.ts';
import type { Turn } from '#lib/server/captions/turns.ts';
import type { Env } from '#lib/server/env.ts';
import type { MediaInfo } from '#lib/server/media/media-info.ts';
import { ownInput } from '#lib/server/media/user-input.ts';
import type { Stretch } from '#lib/shared/clip-edit.ts';
import type { Framing } from '#lib/shared/framing.ts';
import { ASPECT_SIZES, type Aspect, type Tighten } from '#lib/shared/states.ts';
import type { Word } from '#lib/shared/transcript.ts';
import { inStage } from '../stages.ts';
import { cardTimes, delayCues, delayWords } from './cards/cards.ts';
import { checkClip } from './check-clip.ts';
import { dressPicture } from './dress-picture.ts';
import { type ClipEncode, encodeClip } from './encode.ts';
import { encodeAndCheck } from './encode-and-check.ts';
import { predictedBytes } from './encoding.ts';
import { writeJpeg } from './frames.ts';
import type { FramingPlan } from './framing/framing-plan.ts';
import { planPicture } from './plan-picture.ts';
import {
  type PublishedFile,
  partialPath,
  prepareFolder,
  publishFile,
  publishText,
  requireFreeDisk,
} from './publish.ts';
import { clipSound } from './sound/clip-sound.ts';
import { type Loudness, TARGET_LUFS } from './sound/loudness.ts';
import { ASS_FILE } from './video-graph.ts';

export interface RenderRequest {
  readonly env: Env;
  /** `sha256`: what was seen in it is kept by that. */
  readonly source: { readonly path: string; readonly info: MediaInfo; readonly sha256?: string | null };
  /** A JPEG of `extractArtwork`; null where the episode has none. */
  readonly artworkPath: string | null;
  readonly clip: {
    readonly startMs: number;
    readonly endMs: number;
    readonly title: string;
    /** Stretches of the episode that are left out of it. */
    readonly removed?: readonly Stretch[];
  };
  /** Whose clip it is, for the audiogram; may be empty. */
  readonly show: string;
  /** Who speaks in it, for the audiogram. */
  readonly speaker?: string;
  /** Words of the whole episode. */
  readonly words: readonly Word[];
  readonly aspect: Aspect;
  /** Plain where not given. */
  readonly look?: RenderLook;
  /** By itself where not given. */
  readonly framing?: Framing;
  /** Who speaks when, in milliseconds of the clip; none where that is not known. */
  readonly turns?: readonly Turn[];
  /** Pauses and fillers that are taken out: none where not given. */
  readonly tighten?: Tighten;
  /** ISO 639-1 of what is spoken, by which fillers are known. */
  readonly language?: string;
  /** Where what was seen in the film is kept for the next render. */
  readonly looksDir?: string;
  /** Where its finished sound is kept for the next render. */
  readonly soundsDir?: string;
  /** Where clip.mp4, clip.srt, clip.vtt and poster.jpg are put. */
  readonly outDir: string;
  /** A private folder for everything in between. */
  readonly workDir: string;
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Encodes together with others; by itself where not given. */
  readonly encode?: (job: ClipEncode) => Promise<string>;
  /** Called once all checks have passed and before the first file gets its name; what it throws ends the render. */
  readonly beforePublish?: () => Promise<void>;
  /** 0-100. */
  readonly onProgress?: (percent: number) => void;
}

export interface RenderedClip {
  /** Of the rendered file, in milliseconds. */
  readonly durationMs: number;
  readonly video: PublishedFile;
  readonly srt: PublishedFile;
  readonly vtt: PublishedFile;
  readonly poster: PublishedFile;
  /** Of the encoded file; null for a silent clip. */
  readonly loudness: Loudness | null;
  /** Null for an audiogram. */
  readonly framing: FramingPlan | null;
  /** As ffmpeg calls what wrote its picture. */
  readonly encoder: string;
}

/**
 * Renders one clip and checks it. Nothing gets its final name before every
 * check has passed; a failed or aborted render leaves nothing in `outDir`.
 *
 * @throws AppError `render_check_failed`, `disk_full`, `ffmpeg_failed`, `ffmpeg_missing`, `job_timeout`;
 *   the signal's reason on abort.
 */
export async function renderClip(request: RenderRequest): Promise<RenderedClip> {
  const { clip, outDir } = request;
  const durationMs = clip.endMs - clip.startMs;
  await prepareFolder(outDir);
  await requireFreeDisk(outDir, predictedBytes(durationMs));
  const partial = partialPath(join(outDir, 'clip.mp4'));
  const poster = partialPath(join(outDir, 'poster.jpg'));
  try {
    return await render(request, durationMs, partial, poster);
  } finally {
    // Published files have other names by now: this removes only what failed.
    await rm(partial, { force: true });
    await rm(poster, { force: true });
  }
}

async function render(
  request: RenderRequest,
  recordedMs: number,
  partial: string,
  poster: string,
): Promise<RenderedClip> {
  const { env, source, clip, aspect, outDir, workDir, threads, signal, onProgress } = request;
  const { introMs, outroMs } = cardTimes(request.look?.cards ?? NO_CARDS);
  const targetLufs = request.look?.targetLufs ?? TARGET_LUFS;
  const sound = await inStage('sound', () =>
    clipSound({
      ...{ env, source: { ...source, sha256: source.sha256 ?? null }, startMs: clip.startMs, durationMs: recordedMs },
      ...{ tighten: request.tighten ?? 'off', language: request.language ?? 'en' },
      removed: (clip.removed ?? []).map((span) => ({
        startMs: span.startMs - clip.startMs,
        endMs: span.endMs - clip.startMs,
      })),
      words: clipWords(request.words, clip.startMs, clip.endMs),
      bleep: request.look?.bleep,
      ...{ introMs, outroMs, targetLufs, keepIn: request.soundsDir ?? null, workDir, signal },
    }),
  );
  const { durationMs, edits, levels } = sound;
  const words = request.look?.mask ? maskWords(sound.words) : sound.words;
  const totalMs = introMs + durationMs + outroMs;
  onProgress?.(8);
  const plan = await inStage('picture', () => planPicture({ request, words, levels, durationMs, edits }));
  const { picture, faces } = await inStage('picture', () => dressPicture(plan.picture, request, durationMs));
  await placeFonts(workDir, [...plan.faces, ...faces]);
  await writeFile(join(workDir, ASS_FILE), plan.script);
  onProgress?.(12);
  const { checked, encoder } = await inStage('encode', () =>
    encodeAndCheck(
      {
        ...{ env, picture, soundInput: ownInput(sound.path, 'mov'), durationMs: totalMs, threads, workDir, signal },
        outPath: partial,
        onProgress: (doneMs) => onProgress?.(12 + 82 * Math.min(1, doneMs / totalMs)),
      },
      request.encode ?? encodeClip,
      () =>
        checkClip({
          ...{ env, path: partial, size: ASPECT_SIZES[aspect], durationMs: totalMs, signal },
          ...{ cues: delayCues(plan.cues, introMs), captionBox: plan.captionBox, captionColor: plan.captionColor },
          sound: { ...sound, targetLufs },
        }),
    ),
  );
  const { loudness, durationMs: actualMs } = checked;
  if (checked.best) await writeJpeg({ env, frame: checked.best, outPath: poster, signal });
  onProgress?.(97);
  await request.beforePublish?.();
  signal.throwIfAborted();
  const cues = subtitleCues(delayWords(words, introMs), totalMs);
  return {
    durationMs: actualMs,
    loudness,
    framing: plan.framing,
    encoder,
    srt: await publishText(join(outDir, 'clip.srt'), toSrt(cues)),
    vtt: await publishText(join(outDir, 'clip.vtt'), toVtt(cues)),
    poster: await publishFile(poster, join(outDir, 'poster.jpg')),
    video: await publishFile(partial, join(outDir, 'clip.mp4')),
  };
}
