import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Env, readEnv } from '#lib/server/env.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import { CpuBudget } from '#workers/cpu-budget.ts';
import { prepareSpeech, type SpeechEngine } from '#workers/engines/prepare-speech.ts';
import { type TranscribeOptions, transcribe } from '#workers/engines/speech/transcribe.ts';
import { findModel } from '#workers/engines/weights/find-model.ts';

/** The engine of this run (WHISPER_BIN, MODELS_DIR), or that of the machine. */
export async function speechEngine(env: Env = readEnv(), model = env.whisperModel): Promise<SpeechEngine> {
  return await prepareSpeech(env, { model }, () => undefined, new AbortController().signal);
}

/** Whether the weights of a model are here, so that a test need not fetch them. */
export async function hasModel(name: string): Promise<boolean> {
  return (await findModel(readEnv(), name)) !== null;
}

export interface TranscribeRun {
  readonly engine: SpeechEngine;
  readonly path: string;
  /** Where results are kept over runs. */
  readonly folder: string;
  readonly language?: string;
  readonly translate?: boolean;
  readonly prompt?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: TranscribeOptions['onProgress'];
  readonly onKept?: () => Promise<void>;
  readonly onPartial?: (transcript: Transcript) => Promise<void>;
}

/** Puts a file through the transcriber as the handler does. */
export async function transcribeFile(run: TranscribeRun): Promise<Transcript> {
  const env = readEnv();
  const signal = run.signal ?? new AbortController().signal;
  const media = await probeMedia(env, run.path, signal);
  const workDir = await mkdtemp(join(tmpdir(), 'transcribing-'));
  await mkdir(run.folder, { recursive: true });
  try {
    return await transcribe(run.engine, {
      env,
      input: run.path,
      format: media.format,
      audioStream: media.audio?.index ?? 0,
      channels: media.audio?.channels,
      durationMs: media.durationMs,
      language: run.language ?? null,
      translate: run.translate,
      prompt: run.prompt,
      workDir,
      chunkDir: run.folder,
      cpu: new CpuBudget(env.cpuThreads),
      signal,
      onProgress: run.onProgress ?? (() => undefined),
      onPartial: run.onPartial ?? (async () => undefined),
      onKept: run.onKept ?? (async () => undefined),
    });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

export const textOf = (transcript: Transcript) => transcript.words.map((word) => word.text).join(' ');
