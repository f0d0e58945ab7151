import { atomic } from '#db/atomic.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { followTextStatements } from '#db/repositories/clip-texts.ts';
import { listClips } from '#db/repositories/clips.ts';
import { updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { getTranscript, saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import type { EpisodeRow, JobRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import { jobOptionsSchema } from '#lib/shared/job-options.ts';
import { LIVE_JOB_STATUSES } from '#lib/shared/states.ts';
import { changedClipTexts } from '#lib/shared/transcript/clip-text.ts';
import { parseTranscript } from '#lib/shared/transcript/formats/parse.ts';
import { type ParsedTranscript, TranscriptFormatError } from '#lib/shared/transcript/formats/parsed.ts';
import { TRANSCRIPT_NOTES } from '#lib/shared/transcript/note-codes.ts';
import { type Ground, PlaceError, placeTranscript } from '#lib/shared/transcript/place.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import type { TranscriptImport } from '#lib/shared/transcript-api.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { requireEpisode } from '../episodes/episodes.ts';
import { readTranscript } from './transcripts.ts';

/**
 * Takes a text that a person has in the place of what was heard, which is put
 * aside. Where there was no transcript, the episode goes on from here with
 * finding clips.
 *
 * @throws AppError `episode_not_found`, `transcript_busy` while it is listened to; `transcript_unreadable`,
 *   `transcript_needs_times`, `transcript_mismatch`, `transcript_outside`, `transcript_changed` where another
 *   one came in the same moment: then nothing is changed
 */
export async function importTranscript(
  context: AppContext,
  episodeId: string,
  given: TranscriptImport,
): Promise<TranscriptAnswer> {
  const db = await context.database();
  const episode = await requireEpisode(db, episodeId);
  const parsed = readGiven(given.text);
  const jobs = await listEpisodeJobs(db, episodeId);
  if (episode.durationMs === null || jobs.some(isListening)) throw new AppError('transcript_busy');
  const heard = await getTranscript(db, episodeId);
  const language = given.language ?? heard?.language ?? episode.language;
  const placed = placeGiven(
    { ...parsed, language: given.language ?? parsed.language },
    {
      ...{ durationMs: episode.durationMs, heard, language },
    },
  );
  await saveImport(db, episode, placed, { fileName: given.fileName, goOn: heard ? null : jobs });
  return readTranscript(context, episodeId);
}

/** @throws AppError `transcript_unreadable` */
export function readGiven(text: string): ParsedTranscript {
  try {
    return parseTranscript(text);
  } catch (error) {
    if (error instanceof TranscriptFormatError) {
      throw new AppError('transcript_unreadable', { detail: error.message, cause: error });
    }
    throw error;
  }
}

/** @throws AppError with the code that says why it does not fit */
export function placeGiven(parsed: ParsedTranscript, ground: Ground): Transcript {
  try {
    return placeTranscript(parsed, ground);
  } catch (error) {
    if (error instanceof PlaceError) throw new AppError(error.code, { detail: error.message, cause: error });
    throw error;
  }
}

/** @param goOn the jobs so far of an episode that had no transcript: it is taken up again; null leaves its clips */
export async function saveImport(
  db: Database,
  episode: EpisodeRow,
  transcript: Transcript,
  { fileName, goOn }: { fileName: string; goOn: readonly JobRow[] | null },
): Promise<void> {
  const clips = changedClipTexts(await listClips(db, episode.id), transcript.words);
  const notes = episode.notes.filter((note) => !TRANSCRIPT_NOTES.has(note.code));
  const { language } = transcript;
  const now = Date.now();
  try {
    await atomic(db, (tx) => [
      ...saveTranscriptStatements(tx, episode.id, transcript, { now, origin: 'import', fileName, keepBefore: true }),
      ...followTextStatements(tx, clips, now),
      updateEpisodeStatement(tx, episode.id, goOn ? { language, notes, state: 'processing' } : { language, notes }),
      ...(goOn ? [enqueueJobStatement(tx, { kind: 'suggest', episodeId: episode.id, payload: optionsOf(goOn) })] : []),
    ]);
  } catch (error) {
    // Another text has taken this place in the same moment.
    if (isUniqueViolation(error)) throw new AppError('transcript_changed', { cause: error });
    throw error;
  }
}

function isListening({ kind, status }: JobRow): boolean {
  return (kind === 'probe' || kind === 'transcribe') && LIVE_JOB_STATUSES.some((live) => live === status);
}

/** What was chosen for the episode when it was uploaded. */
function optionsOf(jobs: readonly JobRow[]) {
  const first = jobs.find((job) => job.kind === 'probe' || job.kind === 'transcribe');
  const options = jobOptionsSchema.safeParse(first?.payload).data ?? {};
  return { ...options, stopAfter: undefined };
}
