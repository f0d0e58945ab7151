import { AppError } from '#lib/server/app-error.ts';
import { catalogueModel } from '#lib/shared/speech-models.ts';
import { resolveWhisper } from '../engines/binary/resolve.ts';
import { EMBEDDINGS_NAME, fetchEmbeddingWeights } from '../engines/embeddings/weights.ts';
import { fetchModel } from '../engines/weights/fetch-model.ts';
import type { JobHandler } from '../registry.ts';
import { inStage } from '../stages.ts';

/** The page asks every second or two. */
const TELL_EVERY_MS = 1000;

/** Fetches the weights of a speech model, or those of the sentence vectors. A second attempt goes on where the first one stopped. */
export const modelHandler: JobHandler = async (context) => {
  const { env, options, signal } = context;
  const tell = createTeller(context);
  if (options.model === EMBEDDINGS_NAME) {
    await inStage('download', () => fetchEmbeddingWeights({ env, onStep: tell.step, signal }));
    await tell.end();
    return { effects: () => [] };
  }
  const model = options.model === undefined ? null : catalogueModel(options.model);
  if (!model) throw new AppError('model_unknown');
  // What the registry has is made smaller by a tool that comes with the engine.
  const { quantize } = await inStage('engine', () => resolveWhisper(env, tell.step, signal));
  const fetching = { env, model, quantizeTool: quantize, onStep: tell.step, signal };
  await inStage('download', () => fetchModel(fetching));
  await tell.end();
  return { effects: () => [] };
};

/** Puts the percentage into the job's row: there is no episode whose progress file could tell it. */
function createTeller({ progress, kept, signal, logger }: Parameters<JobHandler>[0]) {
  let next = 0;
  let telling: Promise<void> = Promise.resolve();
  const step = (message: string, percent: number | null) => {
    progress({ percent, message });
    if (percent === null || Date.now() < next) return;
    next = Date.now() + TELL_EVERY_MS;
    telling = telling.then(kept).catch((error: unknown) => {
      // A lost lease ends the job by itself, and of an outage the next step tells.
      if (!signal.aborted) logger.warn({ err: error }, 'how far the model is could not be told');
    });
  };
  return { step, end: () => telling };
}
