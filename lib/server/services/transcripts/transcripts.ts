import { join } from 'node:path';
import { findShow } from '#db/repositories/shows.ts';
import { getChangeHeads } from '#db/repositories/transcript-changes.ts';
import { getTranscriptDocument, type TranscriptDocument } from '#db/repositories/transcripts.ts';
import type { EpisodeRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { type TranscriptAnswer, transcriptAnswerSchema } from '#lib/shared/api/transcript.ts';
import { segmentOf, wordsOf } from '#lib/shared/transcript/sentence.ts';
import { AppError } from '../../app-error.ts';
import { readJson } from '../../atomic-json.ts';
import type { AppContext } from '../../context.ts';
import { paths } from '../../paths.ts';
import { requireEpisode } from '../episodes/episodes.ts';

/** Written by the worker while it listens; the rows come at the end. */
const PARTIAL_FILE = 'partial.json';

/**
 * The transcript, or as much as there is of it: `complete: false` without a sentence where there is none yet.
 *
 * @throws AppError `episode_not_found`
 */
export async function readTranscript(context: AppContext, episodeId: string): Promise<TranscriptAnswer> {
  const db = await context.database();
  const episode = await requireEpisode(db, episodeId);
  const complete = await getTranscriptDocument(db, episodeId);
  if (complete) return viewTranscript(db, episode, complete);
  const partial = await readPartial(context, episodeId);
  if (partial) return { ...partial, complete: false };
  const { language, durationMs } = episode;
  return {
    ...{ language: language ?? '', durationMs: durationMs ?? 0, model: '', engine: '' },
    ...{ segments: [], words: [], notes: [], complete: false },
  };
}

/**
 * The transcript that counts, for a change of what was seen at this revision.
 *
 * @throws AppError `transcript_not_found`, `transcript_changed`
 */
export async function requireDocument(db: Database, episodeId: string, revision?: string): Promise<TranscriptDocument> {
  const document = await getTranscriptDocument(db, episodeId);
  if (!document) throw new AppError('transcript_not_found');
  if (revision !== undefined && document.revision !== revision) throw new AppError('transcript_changed');
  return document;
}

/** A whole transcript as the API answers it. */
export async function viewTranscript(
  db: Database,
  episode: EpisodeRow,
  document: TranscriptDocument,
): Promise<TranscriptAnswer> {
  const [heads, show] = await Promise.all([
    getChangeHeads(db, document.id),
    episode.show === null ? null : findShow(db, episode.show),
  ]);
  const { language, durationMs, model, engine, notes, revision, origin, fileName, editedAt, sentences } = document;
  const speakers = new Set([...sentences.flatMap(({ speaker }) => speaker ?? []), ...(show?.speakers ?? [])]);
  return {
    ...{ language, durationMs, model, engine, notes, revision, origin, fileName, editedAt },
    segments: sentences.map(segmentOf),
    words: wordsOf(sentences),
    segmentWords: sentences.map((sentence) => sentence.words.length),
    complete: true,
    undo: heads.undo,
    redo: heads.redo,
    speakers: [...speakers],
  };
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
