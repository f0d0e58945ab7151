import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listAssets } from '#db/repositories/assets.ts';
import { framedOf } from '#db/repositories/clip-framing.ts';
import { listClips } from '#db/repositories/clips.ts';
import { listRenders } from '#db/repositories/renders.ts';
import type { AssetRow, ClipRow, EpisodeRow, RenderRow } from '#db/rows.ts';
import { AppError } from '#lib/server/app-error.ts';
import { writeJsonAtomic } from '#lib/server/atomic-json.ts';
import { assetPath } from '#lib/server/paths.ts';
import { type ClipsFile, clipsFileSchema } from '#lib/shared/clips.ts';
import { ERROR_CODES, isErrorCode } from '#lib/shared/error-codes.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import { clipFileName } from './file-names.ts';
import type { Workspace } from './workspace.ts';

/**
 * Copies the rendered clips into `out` and writes `clips.json` last, so that
 * whoever finds that file finds everything it names.
 *
 * @throws AppError of the first failed render where none succeeded.
 */
export async function writeClips(
  { env, db }: Workspace,
  episode: EpisodeRow,
  transcript: Transcript,
  out: string,
): Promise<ClipsFile> {
  const clips = await listClips(db, episode.id);
  const renders = await listRenders(
    db,
    clips.map((clip) => clip.id),
  );
  const assets = new Map((await listAssets(db, episode.id)).map((asset) => [asset.id, asset]));
  const notes = [...episode.notes];
  const written: ClipsFile['clips'] = [];
  await mkdir(out, { recursive: true });
  for (const clip of clips) {
    const render = renders.find((candidate) => candidate.clipId === clip.id);
    if (render?.status !== 'done') {
      notes.push({ code: 'render_failed', text: `Clip ${clip.rank} could not be made: ${reason(render)}.` });
      continue;
    }
    const framingNote = framedOf(render)?.note;
    if (framingNote) notes.push({ code: 'framing', text: `Clip ${clip.rank}: ${framingNote}.` });
    written.push(await writeClip(clip, render, out, (id) => fileOf(id, assets, (asset) => assetPath(env, asset))));
  }
  if (clips.length > 0 && written.length === 0) {
    const code = renders.find((render) => render.errorCode)?.errorCode ?? 'internal';
    throw new AppError(isErrorCode(code) ? code : 'internal');
  }
  const file = clipsFileSchema.parse({
    episode: { title: episode.title, durationMs: episode.durationMs ?? transcript.durationMs },
    transcript,
    clips: written,
    notes,
  } satisfies ClipsFile);
  await writeJsonAtomic(join(out, 'clips.json'), file);
  return file;
}

async function writeClip(
  clip: ClipRow,
  render: RenderRow,
  out: string,
  source: (assetId: string | null) => string,
): Promise<ClipsFile['clips'][number]> {
  const name = clipFileName(clip.rank, clip.title);
  const files = { video: `${name}.mp4`, srt: `${name}.srt`, vtt: `${name}.vtt` };
  await copyWhole(source(render.videoAssetId), join(out, files.video));
  await copyWhole(source(render.srtAssetId), join(out, files.srt));
  await copyWhole(source(render.vttAssetId), join(out, files.vtt));
  const { rank, startMs, endMs, title, score, signals } = clip;
  const durationMs = render.durationMs ?? endMs - startMs;
  return { rank, startMs, endMs, durationMs, title, score, signals, ...(clip.texts && { texts: clip.texts }), files };
}

function fileOf(id: string | null, assets: ReadonlyMap<string, AssetRow>, place: (asset: AssetRow) => string): string {
  const asset = id === null ? undefined : assets.get(id);
  if (!asset) throw new AppError('asset_not_found');
  return place(asset);
}

/** Under a temporary name first: an interrupted copy is never taken for a clip. */
async function copyWhole(from: string, to: string): Promise<void> {
  const partial = join(dirname(to), `.${Date.now()}.partial`);
  try {
    await copyFile(from, partial);
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

function reason(render: RenderRow | undefined): string {
  const code = render?.errorCode ?? 'internal';
  return (isErrorCode(code) ? ERROR_CODES[code].title : 'it failed').toLowerCase();
}
