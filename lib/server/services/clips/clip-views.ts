import { getFeedback } from '#db/repositories/feedback.ts';
import { listRenders, lookOf } from '#db/repositories/renders.ts';
import type { ClipRow, RenderRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { ClipView, FeedbackView, RenderView } from '#lib/shared/api/clips.ts';
import { safeFileName } from '#lib/shared/file-name.ts';
import { errorView } from '../../problem.ts';
import { mediaUrl } from '../episodes/episode-views.ts';
import { changesSince } from './render-age.ts';

export const NO_FEEDBACK: FeedbackView = { stars: null, thumb: null, reason: null, comment: null };

/** Clips with their renders and ratings; two queries for all of them. */
export async function viewClips(db: Database, clips: readonly ClipRow[]): Promise<ClipView[]> {
  if (clips.length === 0) return [];
  const ids = clips.map((clip) => clip.id);
  const [renders, feedback] = await Promise.all([listRenders(db, ids), getFeedback(db, ids)]);
  const rendersOf = Map.groupBy(renders, (render) => render.clipId);
  return clips.map((clip) => ({
    id: clip.id,
    rank: clip.rank,
    startMs: clip.startMs,
    endMs: clip.endMs,
    title: clip.title,
    score: clip.score,
    signals: clip.signals,
    percentile: clip.percentile,
    text: clip.text,
    origin: clip.origin,
    kept: clip.keptAt !== null,
    edited: clip.editedAt !== null,
    texts: clip.texts,
    removed: clip.removed,
    revision: clip.revision,
    renders: (rendersOf.get(clip.id) ?? []).map((render) => viewRender(clip, render)),
    feedback: feedback.get(clip.id) ?? NO_FEEDBACK,
  }));
}

export function viewRender(clip: ClipRow, render: RenderRow): RenderView {
  const changes = render.status === 'done' ? changesSince(clip, render) : [];
  const url = (assetId: string | null) => (assetId === null ? null : mediaUrl(assetId));
  return {
    id: render.id,
    aspect: render.aspect,
    look: lookOf(render),
    status: render.status,
    jobId: render.jobId,
    durationMs: render.durationMs,
    videoUrl: url(render.videoAssetId),
    posterUrl: url(render.posterAssetId),
    srtUrl: url(render.srtAssetId),
    vttUrl: url(render.vttAssetId),
    downloadName: safeFileName(`${clip.title} ${render.aspect.replace(':', 'x')}`),
    textChanged: changes.length > 0,
    changes,
    error: render.status === 'failed' ? errorView(render.errorCode ?? 'unknown') : null,
  };
}
