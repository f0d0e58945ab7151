import { join } from 'node:path';
import { updateEpisode } from '#db/repositories/episodes.ts';
import type { ClipInsert } from '#db/rows.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { assetRootDir } from '#lib/server/paths.ts';
import { newId } from '#lib/shared/ids.ts';
import type { RenderStatus } from '#lib/shared/states.ts';
import { makeClips, makePeaks, makeTranscript } from './content.ts';
import type { SeedMedia } from './media.ts';
import { addAsset, addClips, addJob, addRender, addTranscript, type Target } from './rows.ts';

/** Length of every seeded source. */
export const LENGTH_MS = 15 * 60_000;

const HOUR_MS = 3_600_000;
const CLIPS = 10;
const VTT = 'WEBVTT\n\n00:00:00.000 --> 00:00:03.000\nNobody leaves because the product is hard.\n';
const SRT = '1\n00:00:00,000 --> 00:00:03,000\nNobody leaves because the product is hard.\n';

/** A job that looks as if a worker were at it, for as long as any test takes. */
export function heldForAnHour({ now }: Target): { leaseExpiresAt: number; startedAt: number } {
  return { leaseExpiresAt: now + HOUR_MS, startedAt: now + HOUR_MS };
}

/** The file of an episode, looked at as a render needs it, and its waveform. */
export async function seedSource(target: Target, episodeId: string, media: SeedMedia, seed: number): Promise<void> {
  const { db, env } = target;
  const path = `${episodeId}/source.wav`;
  await addAsset(target, episodeId, {
    ...{ kind: 'source', root: 'uploads', path },
    mimeType: 'audio/wav',
    body: media.source,
  });
  const signal = AbortSignal.timeout(30_000);
  await updateEpisode(db, episodeId, {
    media: await probeMedia(env, join(assetRootDir(env, 'uploads'), path), signal),
  });
  await addAsset(target, episodeId, {
    kind: 'peaks',
    root: 'transcripts',
    path: `${episodeId}/peaks.json`,
    mimeType: 'application/json',
    body: JSON.stringify({ durationMs: LENGTH_MS, peaks: makePeaks(seed) }),
  });
}

/**
 * A transcript and ten clips. Of the clips so many are rendered; where that is
 * not all, the next one is being rendered, the one after it failed, the rest wait.
 */
export async function seedClips(target: Target, episodeId: string, media: SeedMedia, done: number): Promise<string[]> {
  const transcript = makeTranscript(LENGTH_MS);
  await addTranscript(target, episodeId, transcript);
  const clips = makeClips(episodeId, transcript, CLIPS, target.now);
  await addClips(target, episodeId, clips);
  for (const [place, clip] of clips.entries()) {
    if (place < done) await seedDone(target, clip, media);
    else await seedUnfinished(target, clip, place === done ? 'running' : place === done + 1 ? 'failed' : 'queued');
  }
  return clips.map((clip) => clip.id);
}

/** A clip whose picture, poster and captions are there. */
export async function seedDone(target: Target, { id, episodeId, rank }: ClipInsert, media: SeedMedia): Promise<void> {
  const poster = media.posters[rank % media.posters.length] ?? '';
  const renderId = newId();
  const path = (name: string) => `${episodeId}/${renderId}/${name}`;
  const add = (
    kind: 'clip_video' | 'clip_poster' | 'clip_srt' | 'clip_vtt',
    name: string,
    mimeType: string,
    body: Buffer | string,
  ) => addAsset(target, episodeId, { kind, root: 'clips', path: path(name), mimeType, body });
  await addRender(target, {
    id: renderId,
    clipId: id,
    aspect: '9:16',
    status: 'done',
    durationMs: 3000,
    createdAt: target.now,
    finishedAt: target.now,
    videoAssetId: await add('clip_video', 'clip.mp4', 'video/mp4', media.video),
    posterAssetId: await add('clip_poster', 'poster.jpg', 'image/jpeg', poster),
    srtAssetId: await add('clip_srt', 'clip.srt', 'application/x-subrip', SRT),
    vttAssetId: await add('clip_vtt', 'clip.vtt', 'text/vtt', VTT),
  });
}

async function seedUnfinished(
  target: Target,
  { id, episodeId }: ClipInsert,
  status: Extract<RenderStatus, 'running' | 'failed' | 'queued'>,
): Promise<void> {
  const renderId = newId();
  const errorCode = status === 'failed' ? 'render_check_failed' : null;
  const jobId = await addJob(target, {
    kind: 'render',
    status,
    episodeId,
    payload: { renderId },
    errorCode,
    ...(status === 'running' && { percent: 40, ...heldForAnHour(target) }),
  });
  await addRender(target, {
    id: renderId,
    clipId: id,
    aspect: '9:16',
    status,
    jobId,
    errorCode,
    createdAt: target.now,
  });
}
