import { join } from 'node:path';
import { openDatabase } from '#db/client.ts';
import { listAssets } from '#db/repositories/assets.ts';
import { getEpisode, updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { AppError } from '#lib/server/app-error.ts';
import { readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { mediaInfoSchema } from '#lib/server/media/media-info.ts';
import { assetPath } from '#lib/server/paths.ts';
import { decodeSpeech } from '#workers/engines/speech/pcm.ts';
import { probeHandler } from '#workers/handlers/probe.ts';
import { createRegistry, type JobHandler } from '#workers/registry.ts';
import { runJobs } from '#workers/runner.ts';
import { shutdownSignal } from '#workers/shutdown.ts';

// A worker process that does what the real one does with a file, up to the speech engine: the real runner, the real look
// at the file, the real decoding for speech. Nobody listens: an engine would only make each file take longer.
const decodeHandler: JobHandler = async ({ env, db, job, workDir, signal, kept }) => {
  const episode = job.episodeId === null ? null : await getEpisode(db, job.episodeId);
  if (!episode) throw new AppError('episode_not_found');
  const [source] = await listAssets(db, episode.id, 'source');
  if (!source) throw new AppError('asset_not_found');
  const { audio, format, durationMs } = mediaInfoSchema.parse(episode.media);
  if (!audio) throw new AppError('media_no_audio');
  await decodeSpeech({
    ...{ env, format, durationMs, signal },
    input: assetPath(env, source),
    audioStream: audio.index,
    channels: audio.channels,
    output: join(workDir, 'speech.pcm'),
  });
  await kept();
  return { effects: (tx) => [updateEpisodeStatement(tx, episode.id, { state: 'ready' })] };
};

const env = readEnv();
const logger = createLogger(env.logLevel, 'media-worker');
const signal = shutdownSignal(logger);
const db = await openDatabase(env, logger);
const never: JobHandler = async () => ({ effects: () => [] });
const handlers = createRegistry({
  probe: probeHandler,
  transcribe: decodeHandler,
  suggest: never,
  render: never,
  model: never,
  archive: never,
});
await runJobs({ env, db, logger, handlers, signal, timing: { idleMs: 200 } });
await db.close();
process.exit(0);
