import { atomic } from '#db/atomic.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { followTextStatements } from '#db/repositories/clip-texts.ts';
import { listClips } from '#db/repositories/clips.ts';
import { updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { listKeptTranscripts, swapTranscriptStatements } from '#db/repositories/transcript-versions.ts';
import { getKeptTranscript } from '#db/repositories/transcripts.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import { newId } from '#lib/shared/ids.ts';
import { changedClipTexts } from '#lib/shared/transcript/clip-text.ts';
import { wordsOf } from '#lib/shared/transcript/sentence.ts';
import type { TranscriptVersion } from '#lib/shared/transcript-api.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { requireEpisode } from '../episodes/episodes.ts';
import { readTranscript, requireDocument } from './transcripts.ts';

/** Transcripts that another one has taken the place of. @throws AppError `episode_not_found` */
export async function listVersions(context: AppContext, episodeId: string): Promise<TranscriptVersion[]> {
  const db = await context.database();
  await requireEpisode(db, episodeId);
  return listKeptTranscripts(db, episodeId);
}

/**
 * Puts a kept transcript back, with its own history; the current one is kept instead.
 *
 * @throws AppError `episode_not_found`, `transcript_not_found`, `transcript_changed`
 */
export async function restoreVersion(
  context: AppContext,
  episodeId: string,
  { versionId, revision }: { versionId: string; revision: string },
): Promise<TranscriptAnswer> {
  const db = await context.database();
  const episode = await requireEpisode(db, episodeId);
  const [current, kept] = await Promise.all([
    requireDocument(db, episodeId, revision),
    getKeptTranscript(db, episodeId, versionId),
  ]);
  if (!kept) throw new AppError('transcript_not_found');
  const clips = changedClipTexts(await listClips(db, episodeId), wordsOf(kept.sentences));
  const now = Date.now();
  try {
    await atomic(
      db,
      (tx) => [
        ...swapTranscriptStatements(tx, { episodeId, currentId: current.id, keptId: kept.id, revision: newId() }, now),
        updateEpisodeStatement(tx, episode.id, { language: kept.language }),
        ...followTextStatements(tx, clips, now),
      ],
      ([before, after]) => {
        for (const rows of [before, after]) {
          if (!Array.isArray(rows) || rows.length !== 1) throw new AppError('transcript_changed');
        }
      },
    );
  } catch (error) {
    // Another page has put one back, or brought one, in the same moment.
    if (isUniqueViolation(error)) throw new AppError('transcript_changed', { cause: error });
    throw error;
  }
  return readTranscript(context, episodeId);
}
