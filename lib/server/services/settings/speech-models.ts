import { rm } from 'node:fs/promises';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { listJobs } from '#db/repositories/jobs/list-jobs.ts';
import { listModelJobs } from '#db/repositories/jobs/list-model-jobs.ts';
import type { JobRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { ModelList, ModelView } from '#lib/shared/api/models.ts';
import { jobOptionsSchema } from '#lib/shared/job-options.ts';
import { catalogueModel, MODEL_CATALOGUE, MODEL_NAMES, VECTOR_MODEL } from '#lib/shared/speech-models.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import type { Env } from '../../env.ts';
import { type ModelFile, presentModels } from '../../models/model-files.ts';
import { checksumState, removeModelRecord } from '../../models/model-records.ts';
import { readModelSpeeds } from '../../models/model-speeds.ts';
import { presentVectors } from '../../models/vector-files.ts';
import { errorView } from '../../problem.ts';
import { readSettings } from './settings.ts';

/** Which models' weights lie on this machine, so that choosing one fetches nothing. */
export async function listSpeechModels(env: Env): Promise<{ name: string; present: boolean }[]> {
  const present = new Set((await presentModels(env)).map((file) => file.name));
  return MODEL_NAMES.map((name) => ({ name, present: present.has(name) }));
}

/** Everything that can be said about every model. */
export async function modelList(context: AppContext): Promise<ModelList> {
  const { env } = context;
  const db = await context.database();
  const [files, speeds, jobs, { model: chosen }] = await Promise.all([
    presentModels(env),
    readModelSpeeds(env),
    listModelJobs(db),
    readSettings(db, env),
  ]);
  const models = await Promise.all(
    MODEL_CATALOGUE.map(async ({ name, englishOnly, translates, downloadBytes }): Promise<ModelView> => {
      const file = files.find((entry) => entry.name === name);
      return {
        name,
        kind: 'speech',
        languages: englishOnly ? 'en' : 'all',
        translates,
        downloadBytes,
        present: file !== undefined,
        sizeBytes: file?.sizeBytes ?? null,
        removable: file?.isOurs ?? false,
        checksum: file ? await checksumState(file) : null,
        timesRealTime: speeds.get(name)?.timesRealTime ?? null,
        chosen: name === chosen,
        fetching: fetchingOf(jobs, name, file !== undefined),
      };
    }),
  );
  return { models: [...models, await vectorView(env, jobs)] };
}

/** The network of the sentence vectors, which stands in the same list. */
async function vectorView(env: Env, jobs: readonly JobRow[]): Promise<ModelView> {
  const { name, downloadBytes } = VECTOR_MODEL;
  const file = await presentVectors(env);
  return {
    ...{ name, kind: 'vectors', languages: 'en', translates: false, downloadBytes },
    present: file !== null,
    sizeBytes: file?.sizeBytes ?? null,
    removable: file?.isOurs ?? false,
    checksum: file && 'unchecked',
    timesRealTime: null,
    chosen: env.embeddings && file !== null,
    fetching: fetchingOf(jobs, name, file !== null),
  };
}

/** The newest job that fetches a model, while it matters: it lives, or it failed and the model is still not here. */
function fetchingOf(jobs: readonly JobRow[], name: string, present: boolean): ModelView['fetching'] {
  const job = jobs.find((entry) => modelOf(entry) === name);
  if (!job) return null;
  const isLive = job.status === 'queued' || job.status === 'running';
  const isFailed = job.status === 'failed' || job.status === 'poisoned';
  if (!isLive && !(isFailed && !present)) return null;
  const { id: jobId, status, percent } = job;
  return { jobId, status, percent, error: isFailed ? errorView(job.errorCode) : null };
}

/**
 * Has the worker fetch a model. One that is here or on its way is left alone.
 *
 * @throws AppError `model_unknown` for a name that we do not offer
 */
export async function fetchSpeechModel(context: AppContext, name: string): Promise<ModelList> {
  if (!catalogueModel(name) && name !== VECTOR_MODEL.name) throw new AppError('model_unknown');
  const isHere = (await fileOf(context.env, name)) !== null;
  if (!isHere) {
    const db = await context.database();
    await enqueueJob(db, { kind: 'model', episodeId: null, payload: { model: name }, dedupeKey: `model:${name}` });
  }
  return await modelList(context);
}

/**
 * Removes the weights of a model from the data folder.
 *
 * @throws AppError `model_unknown` where it is not here, `model_not_ours`, `model_in_use` while an episode is being heard with it
 */
export async function removeSpeechModel(context: AppContext, name: string): Promise<ModelList> {
  const { env } = context;
  const file = await fileOf(env, name);
  if (!file) throw new AppError('model_unknown');
  if (!file.isOurs) throw new AppError('model_not_ours');
  const db = await context.database();
  if (await isListening(db, env, name)) throw new AppError('model_in_use');
  await rm(file.path, { recursive: true, force: true });
  await removeModelRecord(file.path);
  return await modelList(context);
}

async function fileOf(env: Env, name: string): Promise<ModelFile | null> {
  if (name === VECTOR_MODEL.name) return await presentVectors(env);
  return (await presentModels(env)).find((file) => file.name === name) ?? null;
}

async function isListening(db: Database, env: Env, name: string): Promise<boolean> {
  const [running, { model: chosen }] = await Promise.all([
    listJobs(db, { statuses: ['running'] }),
    readSettings(db, env),
  ]);
  return running.some((job) => job.kind === 'transcribe' && (modelOf(job) ?? chosen) === name);
}

function modelOf(job: JobRow): string | null {
  return jobOptionsSchema.safeParse(job.payload).data?.model ?? null;
}
