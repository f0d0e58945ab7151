import { getTranscript } from '#db/repositories/transcripts.ts';
import type { ClipRow, EpisodeRow } from '#db/rows.ts';
import type { CaptionsQuery, ClipCaptions } from '#lib/shared/api/captions.ts';
import { tidyRemoved } from '#lib/shared/clip-edit.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import { AppError } from '../../app-error.ts';
import { DISC_SHARE, RING_GAP } from '../../audiogram/designs/circle.ts';
import { audiogramLayout } from '../../audiogram/layout.ts';
import { audiogramScript } from '../../audiogram/script.ts';
import type { Rgb } from '../../captions/ass.ts';
import { type ClipWord, clipWords } from '../../captions/caption-text.ts';
import type { ClipScript } from '../../captions/clip-script.ts';
import { boxOfLogo } from '../../captions/logo-box.ts';
import { maskWords } from '../../captions/masking.ts';
import type { RenderLook } from '../../captions/render-look.ts';
import { showNameOf } from '../../captions/show-name.ts';
import { speakerNames } from '../../captions/speaker-names.ts';
import { fontUrl } from '../../captions/text/served-fonts.ts';
import { turnsOf } from '../../captions/turns.ts';
import { videoScript } from '../../captions/video-script.ts';
import type { AppContext } from '../../context.ts';
import { hasPicture } from '../../media/has-picture.ts';
import type { MediaInfo } from '../../media/media-info.ts';
import { assetPath } from '../../paths.ts';
import { editWords } from '../../tighten/edit-list.ts';
import { editsOfClip } from './clip-edits.ts';
import { type Ground, groundPalette, groundVersion, paintGround } from './clip-ground.ts';
import { groundOf, readClip } from './read-clip.ts';

const MOST_MISSING = 40;

/**
 * What would be written into a clip's picture if it were rendered now. What the query does not name is as the clip and
 * its render in this aspect have it.
 *
 * @throws AppError `clip_not_found`, `transcript_not_found`; `asset_not_found` where the episode's file is gone;
 *   `bad_request` where it ends before it begins
 */
export async function clipCaptions(
  context: AppContext,
  clipId: string,
  query: CaptionsQuery,
  signal: AbortSignal,
): Promise<ClipCaptions> {
  const { env } = context;
  const read = await readClip(context, clipId, query);
  const { clip, info, source, render, look } = read;
  const transcript = await getTranscript(await context.database(), clip.episodeId);
  if (!transcript) throw new AppError('transcript_not_found');
  const { aspect } = query;
  const range = { startMs: query.startMs ?? clip.startMs, endMs: query.endMs ?? clip.endMs };
  const endMs = Math.min(range.endMs, Math.ceil(info.durationMs));
  const { startMs } = range;
  if (endMs <= startMs) throw new AppError('bad_request', { detail: 'It ends before it begins' });
  const recordedMs = endMs - startMs;
  const spoken = clipWords(transcript.words, startMs, endMs);
  const removed = tidyRemoved({ startMs, endMs, removed: query.removed ?? clip.removed });
  const edits = await editsOfClip(env, {
    source: { id: source.id, path: assetPath(env, source), info },
    ...{ startMs, durationMs: recordedMs, words: spoken, language: transcript.language },
    level: query.tighten ?? render?.tighten ?? 'off',
    removed: removed.map((span) => ({ startMs: span.startMs - startMs, endMs: span.endMs - startMs })),
  });
  const durationMs = edits?.durationMs ?? recordedMs;
  const heard = edits ? editWords(edits, spoken) : spoken;
  const words = look.mask ? maskWords(heard) : heard;
  const written = hasPicture(info.video, startMs, endMs)
    ? { ...(await videoScript({ env, aspect, look, words, durationMs })), ground: null, motion: null }
    : await overGround({ context, ...read, transcript, aspect, words, startMs, recordedMs, durationMs, signal });
  return {
    script: written.script,
    ...ASPECT_SIZES[aspect],
    ...range,
    durationMs,
    keeps: (edits?.keeps ?? [{ startMs: 0, endMs: recordedMs }]).map((keep) => ({
      startMs: keep.startMs + startMs,
      endMs: keep.endMs + startMs,
    })),
    fonts: [...new Set([...written.faces].map(fontUrl))],
    missing: [...written.missing].slice(0, MOST_MISSING).join(''),
    groundUrl:
      written.ground &&
      `/api/clips/${clipId}/ground?${new URLSearchParams({ aspect, design: look.design, version: groundVersion(written.ground) })}`,
    motion: written.motion,
    hasCards: look.cards.intro !== null || look.cards.outro !== null,
    logo: look.logo && {
      url: `/api/brand/files/${look.logo.id}`,
      corner: look.logo.corner,
      ...boxOfLogo(aspect, look.logo),
    },
  };
}

/** The still that lies under the script of a clip without a picture, as a JPEG. @throws AppError as `clipCaptions` */
export async function clipGround(
  context: AppContext,
  clipId: string,
  query: Pick<CaptionsQuery, 'aspect' | 'design'>,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { clip, look } = await readClip(context, clipId, query);
  return paintGround(context.env, await groundOf(context, clip.episodeId, query.aspect, look), signal);
}

/** The script of a clip without a picture, with the ground that it stands on. */
async function overGround(options: {
  context: AppContext;
  clip: ClipRow;
  episode: EpisodeRow;
  info: MediaInfo;
  look: RenderLook;
  transcript: Pick<Transcript, 'segments'>;
  aspect: Aspect;
  words: readonly ClipWord[];
  startMs: number;
  recordedMs: number;
  durationMs: number;
  signal: AbortSignal;
}): Promise<ClipScript & { ground: Ground; motion: ClipCaptions['motion'] }> {
  const { context, clip, episode, info, look, transcript, aspect, startMs, recordedMs, signal } = options;
  const { words, durationMs } = options;
  const { env } = context;
  const ground = await groundOf(context, clip.episodeId, aspect, look);
  const palette = await groundPalette(env, ground, signal);
  const layout = audiogramLayout(aspect, ground.artwork !== null, look.design);
  const speaker = speakerNames(turnsOf(transcript.segments, startMs), recordedMs);
  const texts = { show: showNameOf(episode, info, clip.title), speaker, title: clip.title };
  const hasArtwork = ground.artwork !== null && layout.artwork !== null;
  const script = await audiogramScript({ env, aspect, look, layout, palette, hasArtwork, texts, words, durationMs });
  const { motion: kind, wave, progress } = layout;
  const motion = {
    kind,
    wave,
    progress,
    lit: hexOf(palette.lit),
    pale: hexOf(palette.pale),
    innerShare: DISC_SHARE + RING_GAP,
  };
  return { ...script, ground, motion };
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
