import { pausedSince } from '#db/repositories/jobs/paused.ts';
import { ACCEPTED_EXTENSIONS } from '#lib/shared/accepted-files.ts';
import type { SystemView } from '#lib/shared/api/system.ts';
import type { AppContext } from '../../context.ts';
import { sandboxState } from '../../media/sandbox/confine.ts';
import { VERSION } from '../../version.ts';
import { workerStatus } from '../queue/worker-status.ts';
import { readSettings } from '../settings/settings.ts';
import { listSpeechModels } from '../settings/speech-models.ts';
import { storageStats } from '../storage/storage-stats.ts';
import { systemWarnings } from './system-warnings.ts';

/** What the page shows of the installation. */
export async function systemView(context: AppContext): Promise<SystemView> {
  const { env } = context;
  const db = await context.database();
  const [status, storage, models, settings, paused, sandbox] = await Promise.all([
    workerStatus(db),
    storageStats(db, env),
    listSpeechModels(env),
    readSettings(db, env),
    pausedSince(db),
    sandboxState(),
  ]);
  return {
    version: VERSION,
    ...status,
    storage: { usedBytes: storage.usedBytes, limitBytes: storage.limitBytes, freeBytes: storage.freeBytes },
    limits: { maxFileBytes: env.maxFileBytes, extensions: ACCEPTED_EXTENSIONS.map((extension) => `.${extension}`) },
    sandbox,
    models: withChosen(models, settings.model),
    settings,
    queuePaused: paused !== null,
    notices: await systemWarnings(context, status.speech),
  };
}

/** A model of WHISPER_MODEL that we do not offer is still the chosen one. */
function withChosen(models: SystemView['models'], chosen: string): SystemView['models'] {
  return models.some((model) => model.name === chosen) ? models : [...models, { name: chosen, present: false }];
}
