import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { saveModelSpeed } from '#lib/server/models/model-speeds.ts';
import { CpuBudget } from '#workers/cpu-budget.ts';
import { cmakeSources } from '#workers/engines/binary/sources.ts';
import { prepareSpeech } from '#workers/engines/prepare-speech.ts';
import { transcribe } from '#workers/engines/speech/transcribe.ts';
import type { OnSpeechStatus } from '#workers/engines/status.ts';

/** Eleven seconds of speech, five times: a whole run of the engine that is not over at once. */
const ROUNDS = 5;

/**
 * Has a model listen to the sample that comes with whisper.cpp, and keeps how fast it was.
 *
 * @returns how many times faster than the sound
 * @throws AppError of the preparation and of the transcription.
 */
export async function measureModel(
  env: Env,
  model: string,
  onStatus: OnSpeechStatus,
  signal: AbortSignal,
): Promise<number> {
  const sources = cmakeSources();
  const sample = sources && join(sources.folder, 'samples', 'jfk.mp3');
  if (!sample || !existsSync(sample)) {
    throw new AppError('asset_not_found', { detail: 'The sample of whisper.cpp is not in node_modules' });
  }
  const engine = await prepareSpeech(env, { model }, onStatus, signal);
  const folder = await mkdtemp(join(tmpdir(), 'podpromo-model-'));
  try {
    const path = join(folder, 'sample.wav');
    const loop = ['-stream_loop', String(ROUNDS - 1), '-i', sample, '-ac', '1', path];
    await runFfmpeg({ env, signal, timeoutMs: 60_000, args: ['-v', 'error', ...loop] });
    const media = await probeMedia(env, path, signal);
    const total = { audioMs: 0, tookMs: 0, threads: 1 };
    await transcribe(engine, {
      ...{ env, input: path, format: media.format, durationMs: media.durationMs, language: 'en', signal },
      audioStream: media.audio?.index ?? 0,
      workDir: folder,
      chunkDir: join(folder, 'kept'),
      cpu: new CpuBudget(env.cpuThreads),
      onProgress: () => undefined,
      onPartial: async () => undefined,
      onKept: async () => undefined,
      onRun: (run) => {
        total.audioMs += run.audioMs;
        total.tookMs += run.tookMs;
        total.threads = run.threads;
      },
    });
    await saveModelSpeed(env, model, total);
    return total.audioMs / Math.max(1, total.tookMs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
