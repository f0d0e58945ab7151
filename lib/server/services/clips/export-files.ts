import { stat } from 'node:fs/promises';
import { listClips } from '#db/repositories/clips.ts';
import { type ClipExports, EXPORTS, type ExportKind, exportKindSchema } from '#lib/shared/exports.ts';
import { safeFileName } from '#lib/shared/file-name.ts';
import type { Aspect } from '#lib/shared/states.ts';
import { AppError, hasErrno } from '../../app-error.ts';
import { attachment } from '../../content-disposition.ts';
import type { AppContext } from '../../context.ts';
import { convertClip } from '../../exports/convert.ts';
import { toEdl } from '../../exports/edl.ts';
import { toFcpxml } from '../../exports/fcpxml.ts';
import { archiveName, missingEntries } from '../../exports/missing-files.ts';
import { type ZipEntry, zipBytes, zipStream } from '../../exports/zip.ts';
import { fileResponse } from '../../file-response.ts';
import { assetPath } from '../../paths.ts';
import { requireEpisode } from '../episodes/episodes.ts';
import {
  assetOf,
  chosenRender,
  type ExportSubject,
  exportName,
  findAssetOf,
  presetViews,
  subjectOf,
  subjectOfClip,
} from './exports.ts';

/** What of a clip can be saved, and which platforms would take it. @throws AppError `clip_not_found` */
export async function listExports(context: AppContext, clipId: string): Promise<ClipExports> {
  const subject = await subjectOfClip(await context.database(), clipId);
  const made = subject.renders.length > 0;
  return {
    files: exportKindSchema.options.map((kind) => ({
      kind,
      name: EXPORTS[kind].name,
      ready: made || kind === 'edl' || kind === 'fcpxml',
    })),
    presets: presetViews(subject),
  };
}

/**
 * A file of a clip, saved under its title.
 *
 * @param aspect of the render that it is made of; any where not given
 * @throws AppError `clip_not_found`; `asset_not_found` where nothing is rendered yet
 */
export async function exportClip(
  context: AppContext,
  request: Request,
  asked: { clipId: string; kind: ExportKind; aspect: Aspect | undefined },
): Promise<Response> {
  const subject = await subjectOfClip(await context.database(), asked.clipId);
  const [clip] = subject.clips;
  if (!clip) throw new AppError('clip_not_found');
  const { kind } = asked;
  switch (kind) {
    case 'edl':
      return saved(toEdl(clip.title, subject.source, subject.clips), kind, exportName(clip, null, kind));
    case 'fcpxml':
      return saved(toFcpxml(clip.title, subject.source, subject.clips), kind, exportName(clip, null, kind));
    case 'zip':
      return zipOf(context, subject, safeFileName(clip.title, 'clip'));
    case 'mp4':
    case 'srt':
    case 'vtt':
    case 'jpg': {
      const render = chosenRender(subject, asked.aspect);
      const path = assetPath(context.env, assetOf(subject, render, kind));
      const { mimeType } = EXPORTS[kind];
      const response = await fileResponse(request, { path, mimeType, saveAs: exportName(clip, render, kind) });
      return response;
    }
    default: {
      const render = chosenRender(subject, asked.aspect);
      const path = assetPath(context.env, assetOf(subject, render, 'mp4'));
      const durationMs = render.durationMs ?? clip.endMs - clip.startMs;
      const made = await convertClip({ env: context.env, path, kind, durationMs, signal: request.signal });
      return saved(made, kind, exportName(clip, render, kind));
    }
  }
}

/** All clips of an episode with everything. @throws AppError `episode_not_found`, `asset_not_found` */
export async function exportEpisode(context: AppContext, episodeId: string): Promise<Response> {
  const db = await context.database();
  const episode = await requireEpisode(db, episodeId);
  const subject = await subjectOf(db, episode, await listClips(db, episodeId));
  return zipOf(context, subject, safeFileName(episode.title));
}

/** The finished files of all clips, and timelines of them. Files that are gone are named in a text. */
async function zipOf({ env }: AppContext, subject: ExportSubject, name: string): Promise<Response> {
  const { clips, renders, episode, source } = subject;
  if (renders.length === 0) throw new AppError('asset_not_found');
  const entries: ZipEntry[] = [];
  const missing: string[] = [];
  for (const render of renders) {
    const clip = clips.find((each) => each.id === render.clipId);
    if (!clip) continue;
    const rank = clips.length > 1 ? `${String(clip.rank).padStart(2, '0')} ` : '';
    for (const kind of ['mp4', 'srt', 'vtt', 'jpg'] as const) {
      const asset = findAssetOf(subject, render, kind);
      if (!asset) continue;
      const path = assetPath(env, asset);
      const sizeBytes = await sizeOf(path);
      const fileName = `${rank}${exportName(clip, render, kind)}`;
      if (sizeBytes === null) missing.push(fileName);
      else entries.push({ name: fileName, modifiedAt: new Date(asset.createdAt), content: { path, sizeBytes } });
    }
  }
  const title = safeFileName(clips.length === 1 ? (clips[0]?.title ?? '') : episode.title);
  const modifiedAt = new Date();
  const all = [
    ...entries,
    ...missingEntries(missing),
    { name: `${title}.edl`, modifiedAt, content: { text: toEdl(title, source, clips) } },
    { name: `${title}.fcpxml`, modifiedAt, content: { text: toFcpxml(title, source, clips) } },
  ];
  return zipResponse(all, archiveName(name, missing.length, '.zip'));
}

/** An archive as a download, made while it is read. */
export function zipResponse(entries: readonly ZipEntry[], name: string): Response {
  const source = zipStream(entries);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await source.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await source.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  const response = saved(body, 'zip', name);
  response.headers.set('content-length', String(zipBytes(entries)));
  return response;
}

function saved(body: BodyInit, kind: ExportKind, name: string): Response {
  const { mimeType } = EXPORTS[kind];
  return new Response(body, {
    headers: {
      'content-type':
        mimeType.startsWith('text/') || mimeType.endsWith('xml') ? `${mimeType}; charset=utf-8` : mimeType,
      'content-disposition': attachment(name),
      'cache-control': 'private, no-cache, no-transform',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    },
  });
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return null;
    throw error;
  }
}
