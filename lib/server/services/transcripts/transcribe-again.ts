import { atomic } from '#db/atomic.ts';
import { listAssets } from '#db/repositories/assets.ts';
import { updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import type { JobRow } from '#db/rows.ts';
import type { TranscribeRequest } from '#lib/shared/api/episode-requests.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { type JobOptions, jobOptionsSchema } from '#lib/shared/job-options.ts';
import { catalogueModel } from '#lib/shared/speech-models.ts';
import { LIVE_JOB_STATUSES } from '#lib/shared/states.ts';
import { WHISPER_LANGUAGES } from '#lib/shared/whisper-languages.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { episodeDetail, refuseArchived, requireEpisode } from '../episodes/episodes.ts';
import { readSettings } from '../settings/settings.ts';

/**
 * Has an episode heard once more, with another model, language or translation. The transcript that is
 * there counts until the new one is whole; one that was changed by hand is then put aside and not lost.
 * Clips stay as they are unless new ones are asked for.
 *
 * @throws AppError `episode_not_found`; `asset_not_found` where its file is gone; `conflict` while it is
 *   at work; `model_unknown`, `model_language`, `model_translate`, `bad_request`
 */
export async function transcribeAgain(
  context: AppContext,
  episodeId: string,
  asked: TranscribeRequest,
): Promise<EpisodeDetail> {
  const db = await context.database();
  refuseArchived(await requireEpisode(db, episodeId));
  const model = asked.model ?? (await readSettings(db, context.env)).model;
  checkRequest({ ...asked, model });
  const [jobs, [source]] = await Promise.all([listEpisodeJobs(db, episodeId), listAssets(db, episodeId, 'source')]);
  if (!source) throw new AppError('asset_not_found');
  if (jobs.some((job) => LIVE_JOB_STATUSES.some((status) => status === job.status))) throw new AppError('conflict');
  const payload: JobOptions = {
    ...optionsOf(jobs),
    model,
    language: asked.language ?? undefined,
    translate: asked.translate || undefined,
    stopAfter: asked.clips ? undefined : 'transcribe',
  };
  const [created] = await atomic(db, (tx) => [
    enqueueJobStatement(tx, { kind: 'transcribe', episodeId, payload }),
    updateEpisodeStatement(tx, episodeId, { state: 'queued', updatedAt: Date.now() }),
  ]);
  if (!created) throw new AppError('conflict');
  return await episodeDetail(context, episodeId);
}

function checkRequest({ model, language, translate }: TranscribeRequest & { model: string }): void {
  if (language && !WHISPER_LANGUAGES.has(language)) throw new AppError('bad_request');
  const known = catalogueModel(model);
  // One that WHISPER_MODEL names beside the catalogue is looked at by the worker.
  if (!known) return;
  if (known.englishOnly && language && language !== 'en') throw new AppError('model_language');
  if (translate && !known.translates) throw new AppError('model_translate');
}

/** What was chosen for the episode at first: shape, number of clips. */
function optionsOf(jobs: readonly JobRow[]): JobOptions {
  const first = jobs.find((job) => job.kind === 'probe' || job.kind === 'transcribe');
  return jobOptionsSchema.safeParse(first?.payload).data ?? {};
}
