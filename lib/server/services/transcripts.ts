import { join } from 'node:path';
import { getTranscript } from '#db/repositories/transcripts.ts';
import { type TranscriptAnswer, transcriptAnswerSchema } from '#lib/shared/api.ts';
import { AppError } from '../app-error.ts';
import { readJson } from '../atomic-json.ts';
import type { AppContext } from '../context.ts';
import { paths } from '../paths.ts';
import { requireEpisode } from './episodes.ts';

/** Written by the worker while it listens; the rows come at the end. */
const PARTIAL_FILE = 'partial.json';

/**
 * The transcript, or as much as there is of it.
 *
 * @throws AppError `episode_not_found`, `transcript_not_found`
 */
export async function readTranscript(context: AppContext, episodeId: string): Promise<TranscriptAnswer> {
  const db = await context.database();
  await requireEpisode(db, episodeId);
  const complete = await getTranscript(db, episodeId);
  if (complete) return { ...complete, complete: true };
  const partial = await readPartial(context, episodeId);
  if (!partial) throw new AppError('transcript_not_found');
  return { ...partial, complete: false };
}

/** A damaged one is only missing until the next sentence. */
async function readPartial(context: AppContext, episodeId: string): Promise<TranscriptAnswer | null> {
  const path = join(paths.transcriptDir(context.env, episodeId), PARTIAL_FILE);
  try {
    return await readJson(path, transcriptAnswerSchema);
  } catch (error) {
    context.logger.warn({ err: error, episodeId }, 'partial transcript could not be read');
    return null;
  }
}
