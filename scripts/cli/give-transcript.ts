import { getEpisode } from '#db/repositories/episodes.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { getTranscript } from '#db/repositories/transcripts.ts';
import { AppError } from '#lib/server/app-error.ts';
import { placeGiven, saveImport } from '#lib/server/services/transcripts/transcript-import.ts';
import type { JobOptions } from '#lib/shared/job-options.ts';
import { timesOf } from '#lib/shared/transcript/formats/parsed.ts';
import type { GivenTranscript } from './open-transcript.ts';
import type { Workspace } from './workspace.ts';

/** How far the episode's jobs go before a given text takes its place: what has times for words needs no listening. */
export function stopBeforeGiven(given: GivenTranscript): 'probe' | 'transcribe' {
  return timesOf(given.parsed) === 'words' ? 'probe' : 'transcribe';
}

/**
 * Looks whether the file's times can be those of the episode: before an hour of listening that would be lost.
 *
 * @throws AppError `transcript_outside`
 */
export async function checkGiven({ db }: Workspace, episodeId: string, { parsed }: GivenTranscript): Promise<void> {
  const episode = await getEpisode(db, episodeId);
  if (timesOf(parsed) === 'none') return;
  placeGiven(parsed, { durationMs: episode?.durationMs ?? 0, heard: null, language: null });
}

/**
 * Lays the given text on the episode; then its clips are to be found, unless the transcript was all that was asked for.
 *
 * @throws AppError with the code that says why the text does not fit
 */
export async function giveTranscript(
  { db }: Workspace,
  episodeId: string,
  given: GivenTranscript,
  options: JobOptions,
): Promise<void> {
  const [episode, heard] = await Promise.all([getEpisode(db, episodeId), getTranscript(db, episodeId)]);
  if (!episode) throw new AppError('episode_not_found');
  const language = heard?.language ?? null;
  const placed = placeGiven(
    { ...given.parsed, language: options.language ?? given.parsed.language },
    { durationMs: episode.durationMs ?? 0, heard, language },
  );
  const goOn = options.stopAfter === 'transcribe' ? null : await listEpisodeJobs(db, episodeId);
  await saveImport(db, episode, placed, { fileName: given.fileName, goOn });
}
