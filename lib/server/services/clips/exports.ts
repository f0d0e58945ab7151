import { listAssets } from '#db/repositories/assets.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { listRenders } from '#db/repositories/renders.ts';
import type { AssetRow, ClipRow, EpisodeRow, RenderRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { EXPORT_PRESETS, type ExportKind, exportPresetSchema, presetProblems } from '#lib/shared/exports.ts';
import { safeFileName } from '#lib/shared/file-name.ts';
import type { Aspect } from '#lib/shared/states.ts';
import { AppError } from '../../app-error.ts';
import type { TimelineSource } from '../../exports/timeline.ts';
import { mediaInfoSchema } from '../../media/media-info.ts';
import { requireClip } from './clips.ts';

/** Everything that an export of clips is made of. */
export interface ExportSubject {
  readonly episode: EpisodeRow;
  readonly clips: readonly ClipRow[];
  /** Those that are done, of all these clips. */
  readonly renders: readonly RenderRow[];
  readonly assets: ReadonlyMap<string, AssetRow>;
  readonly source: TimelineSource;
}

/** @throws AppError `clip_not_found` */
export async function subjectOfClip(db: Database, clipId: string): Promise<ExportSubject> {
  const clip = await requireClip(db, clipId);
  const episode = await getEpisode(db, clip.episodeId);
  if (!episode) throw new AppError('clip_not_found');
  return subjectOf(db, episode, [clip]);
}

export async function subjectOf(db: Database, episode: EpisodeRow, clips: readonly ClipRow[]): Promise<ExportSubject> {
  const [renders, assets] = await Promise.all([
    listRenders(
      db,
      clips.map((clip) => clip.id),
    ),
    listAssets(db, episode.id),
  ]);
  const info = mediaInfoSchema.safeParse(episode.media);
  const source = {
    fileName: episode.fileName,
    durationMs: episode.durationMs ?? Math.max(0, ...clips.map((clip) => clip.endMs)),
    video: info.data?.video ?? null,
    audio: info.data?.audio ?? null,
  };
  const made = renders.filter((render) => render.videoAssetId !== null);
  return { episode, clips, renders: made, assets: new Map(assets.map((asset) => [asset.id, asset])), source };
}

/** The clip's render in this aspect, else its first. @throws AppError `asset_not_found` where there is none */
export function chosenRender({ renders }: ExportSubject, aspect: Aspect | undefined): RenderRow {
  const render = aspect ? renders.find((each) => each.aspect === aspect) : renders[0];
  if (!render) throw new AppError('asset_not_found');
  return render;
}

type StoredKind = 'mp4' | 'srt' | 'vtt' | 'jpg';

/** A file of a render; null where it has no such one. */
export function findAssetOf(subject: ExportSubject, render: RenderRow, kind: StoredKind): AssetRow | null {
  const ids = { mp4: render.videoAssetId, srt: render.srtAssetId, vtt: render.vttAssetId, jpg: render.posterAssetId };
  return subject.assets.get(ids[kind] ?? '') ?? null;
}

/** @throws AppError `asset_not_found` where the render has no such file */
export function assetOf(subject: ExportSubject, render: RenderRow, kind: StoredKind): AssetRow {
  const asset = findAssetOf(subject, render, kind);
  if (!asset) throw new AppError('asset_not_found');
  return asset;
}

/** A clip's file name without its ending: its title, and the shape where it matters. */
export function exportName(clip: ClipRow, render: RenderRow | null, kind: ExportKind): string {
  const shape = render ? ` ${render.aspect.replace(':', 'x')}` : '';
  return `${safeFileName(`${clip.title}${shape}`, 'clip')}.${kind}`;
}

/** Each platform with the render that fits it, and why it would be refused. */
export function presetViews(subject: ExportSubject) {
  return exportPresetSchema.options.map((preset) => {
    const { name, aspect } = EXPORT_PRESETS[preset];
    const render = subject.renders.find((each) => each.aspect === aspect) ?? null;
    const asset = render && subject.assets.get(render.videoAssetId ?? '');
    const file = render && asset ? { durationMs: render.durationMs ?? 0, sizeBytes: asset.sizeBytes } : null;
    return { preset, name, aspect, ready: file !== null, problems: file ? presetProblems(preset, file) : [] };
  });
}
