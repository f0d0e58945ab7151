import { getClip } from '#db/repositories/clips.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { getRender } from '#db/repositories/renders.ts';
import type { JobRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { Env } from '#lib/server/env.ts';
import { mediaInfoSchema } from '#lib/server/media/media-info.ts';
import { heardBytesOf, renderBytesOf } from '#lib/server/storage/expected-bytes.ts';
import { reserveForJob } from '#lib/server/storage/room.ts';
import { renderPayloadSchema } from '#lib/shared/job-options.ts';

/**
 * Has room promised to a job that writes much, before it begins, so that all workers and uploads together stay
 * below the limits. The promise ends with the job.
 *
 * @throws AppError `storage_quota_exceeded`, `disk_full`
 */
export async function promiseRoom(db: Database, env: Env, job: JobRow): Promise<void> {
  if (job.episodeId === null) return;
  const bytes = await expectedBytes(db, job, job.episodeId);
  if (bytes > 0) await reserveForJob(db, env, { id: job.id, episodeId: job.episodeId }, bytes);
}

/** 0 for jobs that write little, and where it cannot be told: the job itself says what is missing. */
async function expectedBytes(db: Database, job: JobRow, episodeId: string): Promise<number> {
  switch (job.kind) {
    case 'transcribe': {
      const episode = await getEpisode(db, episodeId);
      const media = mediaInfoSchema.safeParse(episode?.media);
      const durationMs = episode?.durationMs ?? media.data?.durationMs ?? 0;
      return heardBytesOf(durationMs, media.data?.audio?.channels ?? 1);
    }
    case 'render': {
      const payload = renderPayloadSchema.safeParse(job.payload);
      const render = payload.success ? await getRender(db, payload.data.renderId) : null;
      const clip = render && (await getClip(db, render.clipId));
      return clip ? renderBytesOf(clip.endMs - clip.startMs) : 0;
    }
    default:
      return 0;
  }
}
