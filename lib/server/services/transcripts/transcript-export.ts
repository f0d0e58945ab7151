import { EXPORT_FORMATS, type ExportFormat, exportTranscript } from '#lib/shared/transcript/export.ts';
import { attachment } from '../../content-disposition.ts';
import type { AppContext } from '../../context.ts';
import { requireEpisode } from '../episodes/episodes.ts';
import { requireDocument } from './transcripts.ts';

/**
 * The transcript as a file to be saved under the episode's title.
 *
 * @throws AppError `episode_not_found`, `transcript_not_found`
 */
export async function transcriptFile(context: AppContext, episodeId: string, format: ExportFormat): Promise<Response> {
  const db = await context.database();
  const episode = await requireEpisode(db, episodeId);
  const { sentences, durationMs } = await requireDocument(db, episodeId);
  const { mimeType, extension } = EXPORT_FORMATS[format];
  return new Response(exportTranscript(sentences, durationMs, format), {
    headers: {
      'content-type': `${mimeType}; charset=utf-8`,
      'content-disposition': attachment(`${episode.title}.${extension}`),
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    },
  });
}
