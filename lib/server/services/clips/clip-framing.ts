import { framedOf, framingOf } from '#db/repositories/clip-framing.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { listRenders } from '#db/repositories/renders.ts';
import type { Database } from '#db/types.ts';
import { AUTO_FRAMING, type ClipFraming, type Framing, isSameFraming } from '#lib/shared/framing.ts';
import { mediaInfoSchema } from '../../media/media-info.ts';
import { storeEdit } from './clip-editing.ts';
import { requireClip } from './clips.ts';

/**
 * How a clip is to be framed, and how its renders are.
 *
 * @throws AppError `clip_not_found`
 */
export async function readFraming(db: Database, clipId: string): Promise<ClipFraming> {
  const clip = await requireClip(db, clipId);
  const [episode, renders] = await Promise.all([getEpisode(db, clip.episodeId), listRenders(db, [clipId])]);
  const info = mediaInfoSchema.safeParse(episode?.media);
  const video = info.success ? info.data.video : null;
  const framing = framingOf(clip) ?? AUTO_FRAMING;
  return {
    framing,
    source: video && { width: video.width, height: video.height },
    renders: renders.map((render) => {
      const framed = framedOf(render);
      const changed = render.status === 'done' && framed !== null && !isSameFraming(framed.choice, framing);
      return { id: render.id, aspect: render.aspect, framed, changed };
    }),
  };
}

/**
 * Stores how a clip is to be framed. What is rendered stays as it is until it is asked for again.
 *
 * @throws AppError `clip_not_found`, `clip_changed`
 */
export async function saveFraming(db: Database, clipId: string, framing: Framing): Promise<ClipFraming> {
  const stored = framing.mode === 'auto' ? null : framing;
  await storeEdit(db, await requireClip(db, clipId), { kind: 'framing', state: { framing: stored } });
  return readFraming(db, clipId);
}
