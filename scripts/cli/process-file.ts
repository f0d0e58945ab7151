import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { getEpisode, insertEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { getTranscript } from '#db/repositories/transcripts.ts';
import type { EpisodeRow } from '#db/rows.ts';
import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { sourceName } from '#lib/server/uploads/source-name.ts';
import { isErrorCode } from '#lib/shared/error-codes.ts';
import { newId } from '#lib/shared/ids.ts';
import type { JobOptions } from '#lib/shared/job-options.ts';
import { type JobKind, LIVE_JOB_STATUSES } from '#lib/shared/states.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import { prepareSpeech } from '#workers/engines/prepare-speech.ts';
import { runJobs } from '#workers/runner.ts';
import { checkGiven, giveTranscript, stopBeforeGiven } from './give-transcript.ts';
import type { InputFile } from './open-file.ts';
import type { GivenTranscript } from './open-transcript.ts';
import type { ProgressLines } from './progress-lines.ts';
import { linkSource, type Workspace } from './workspace.ts';

const ENGINE_GONE = 'The speech engine went away while it was needed: run the command again';

/**
 * Puts a file through the studio's own jobs until its episode has ended.
 *
 * @throws AppError with the code of the job that failed; the signal's reason on abort.
 */
export async function processFile(
  workspace: Workspace,
  input: InputFile,
  asked: {
    options: JobOptions;
    base: Env;
    lines: ProgressLines;
    signal: AbortSignal;
    /** Takes the place of what is heard. */
    given?: GivenTranscript | null;
  },
): Promise<{ episode: EpisodeRow; transcript: Transcript }> {
  const { db } = workspace;
  const { base, lines, signal, options, given } = asked;
  const first = given ? { ...options, stopAfter: stopBeforeGiven(given) } : options;
  const episodeId = await importFile(workspace, input, first);
  // The file first: damage is told in seconds, also where the speech engine has yet to be built.
  await run(workspace.env, ['probe']);
  if (given) await checkGiven(workspace, episodeId, given);
  if (first.stopAfter !== 'probe') {
    const model = options.model ?? base.whisperModel;
    const engine = await prepareSpeech(base, { model }, (status) => lines.speech(status), signal);
    await run({ ...workspace.env, whisperBin: engine.binary, whisperModelPath: engine.modelPath, whisperModel: model });
  }
  if (given) {
    await giveTranscript(workspace, episodeId, given, options);
    await run(workspace.env, ['suggest', 'render']);
  }

  const [episode, transcript] = await Promise.all([getEpisode(db, episodeId), getTranscript(db, episodeId)]);
  if (!episode) throw new AppError('episode_not_found');
  if (!transcript) throw new AppError('transcript_not_found');
  return { episode, transcript };

  /** Until no job of these kinds is left; a failed job that the episode needs ends it here. */
  async function run(env: Env, kinds?: readonly JobKind[]): Promise<void> {
    // No one looks for the engine again here, as the studio's worker does: without it the job would wait for ever.
    const gone = new AbortController();
    const lost = () => gone.abort(new AppError('engine_missing', { detail: ENGINE_GONE }));
    const ended = AbortSignal.any([signal, gone.signal]);
    await runJobs({
      env,
      db,
      logger: createLogger(process.env.LOG_LEVEL ? base.logLevel : 'silent', 'clip'),
      speech: { ready: () => kinds === undefined, lost },
      timing: { graceMs: 0 },
      signal: ended,
      onProgress: (_, update) => lines.update(update),
      until: async () => {
        const jobs = await listEpisodeJobs(db, episodeId);
        return !jobs.some(
          (job) => (!kinds || kinds.includes(job.kind)) && LIVE_JOB_STATUSES.some((s) => s === job.status),
        );
      },
    });
    ended.throwIfAborted();
    const jobs = await listEpisodeJobs(db, episodeId);
    const failed = jobs.find((job) => job.kind !== 'render' && !['succeeded', 'queued'].includes(job.status));
    if (failed) throw failureOf(failed.errorCode, failed.errorMessage);
  }
}

async function importFile({ env, db }: Workspace, input: InputFile, options: JobOptions): Promise<string> {
  const episodeId = newId();
  const path = await linkSource(env, episodeId, input.path, sourceName(input.fileName, input.media));
  const now = Date.now();
  await atomic(db, (tx) => [
    insertEpisodeStatement(tx, {
      id: episodeId,
      title: input.title,
      fileName: input.fileName,
      state: 'queued',
      sizeBytes: input.sizeBytes,
      createdAt: now,
      updatedAt: now,
    }),
    insertAssetStatement(tx, {
      id: newId(),
      episodeId,
      kind: 'source',
      root: 'uploads',
      path,
      mimeType: input.media.mimeType,
      sizeBytes: input.sizeBytes,
      createdAt: now,
    }),
    enqueueJobStatement(tx, { kind: 'probe', episodeId, payload: options }),
  ]);
  return episodeId;
}

function failureOf(code: string | null, message: string | null): AppError {
  return new AppError(code !== null && isErrorCode(code) ? code : 'internal', { detail: message ?? undefined });
}
