import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CpuBudget } from '#workers/cpu-budget.ts';
import { inStage } from '#workers/stages.ts';
import type { SpeechEngine } from '../prepare-speech.ts';
import type { ChunkStore } from './chunk-store.ts';
import { FRAME_MS } from './envelope.ts';
import { lengthMs, type Pack } from './packs.ts';
import { type PcmFile, SAMPLES_PER_MS, wavFile } from './pcm.ts';
import { type DecodeSettings, type DetectedLanguage, runWhisper, whisperSettings } from './run-whisper.ts';
import type { WhisperOutput } from './whisper-json.ts';

/** Packs of one run of the engine: the model is loaded once for them, and others get the cores after them. */
const PACKS_PER_RUN = 8;
/** More do not make whisper faster. */
const MOST_THREADS = 8;

export interface DecodeContext {
  readonly engine: SpeechEngine;
  readonly pcm: PcmFile;
  readonly packs: readonly Pack[];
  readonly store: ChunkStore;
  readonly workDir: string;
  readonly cpu: CpuBudget;
  /** How long the engine took for how much sound, after each of its runs. */
  readonly onRun?: (run: { audioMs: number; tookMs: number; threads: number }) => void;
  readonly signal: AbortSignal;
}

/** What earlier attempts kept of these packs, by their numbers. */
export async function keptOutputs(
  context: DecodeContext,
  settings: DecodeSettings,
  packs: readonly number[],
): Promise<Map<number, WhisperOutput>> {
  const kept = new Map<number, WhisperOutput>();
  for (const pack of packs) {
    context.signal.throwIfAborted();
    const output = await context.store.get(await keyOf(context, settings, pack));
    if (output) kept.set(pack, output);
  }
  return kept;
}

/**
 * Has the engine hear packs; each result is kept before it is told of.
 *
 * @throws AppError of `runWhisper`; the signal's reason.
 */
export async function decodePacks(
  context: DecodeContext,
  settings: DecodeSettings,
  packs: readonly number[],
  onOutput: (pack: number, output: WhisperOutput) => Promise<void>,
): Promise<void> {
  for (let first = 0; first < packs.length; first += PACKS_PER_RUN) {
    const batch = packs.slice(first, first + PACKS_PER_RUN);
    await inFiles(context, batch, async (files, threads) => {
      const startedAt = performance.now();
      await runWhisper({
        engine: context.engine,
        folder: context.workDir,
        files,
        settings,
        threads,
        signal: context.signal,
        onResult: async (index, output) => {
          const pack = batch[index];
          if (pack === undefined) return;
          await context.store.put(await keyOf(context, settings, pack), output);
          await onOutput(pack, output);
        },
      });
      const audioMs = batch.reduce((sum, pack) => sum + lengthMs(context.packs[pack]), 0);
      context.onRun?.({ audioMs, tookMs: performance.now() - startedAt, threads });
    });
  }
}

/** The languages of these packs. */
export async function detectLanguages(context: DecodeContext, packs: readonly number[]): Promise<DetectedLanguage[]> {
  return await inFiles(context, packs, (files, threads) =>
    runWhisper({
      engine: context.engine,
      folder: context.workDir,
      files,
      settings: { language: 'auto' },
      detectOnly: true,
      threads,
      signal: context.signal,
      onResult: async () => undefined,
    }),
  );
}

async function inFiles<T>(
  context: DecodeContext,
  packs: readonly number[],
  work: (files: string[], threads: number) => Promise<T>,
): Promise<T> {
  const files = packs.map((pack) => `pack-${pack}.wav`);
  const share = await context.cpu.take(Math.min(MOST_THREADS, context.cpu.total), context.signal);
  try {
    for (const [index, pack] of packs.entries()) {
      await writeFile(join(context.workDir, `pack-${pack}.wav`), wavFile(await soundOf(context, pack)));
      if (index % 4 === 0) context.signal.throwIfAborted();
    }
    return await inStage('listen', () => work(files, share.threads));
  } finally {
    share.release();
    const left = files.flatMap((file) => [join(context.workDir, file), join(context.workDir, `${file}.json`)]);
    await Promise.all(left.map((path) => rm(path, { force: true })));
  }
}

async function keyOf(context: DecodeContext, settings: DecodeSettings, pack: number): Promise<string> {
  const { engine } = context;
  const sound = await soundOf(context, pack);
  const bytes = new Uint8Array(sound.buffer, sound.byteOffset, sound.byteLength);
  return context.store.keyOf(bytes, [
    engine.capabilities.version,
    engine.weights,
    ...whisperSettings(engine, settings),
  ]);
}

async function soundOf({ pcm, packs }: DecodeContext, number: number): Promise<Int16Array<ArrayBuffer>> {
  const perFrame = FRAME_MS * SAMPLES_PER_MS;
  const pieces = packs[number]?.pieces ?? [];
  const parts = await Promise.all(pieces.map((piece) => pcm.read(piece.from * perFrame, piece.to * perFrame)));
  const sound = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    sound.set(part, at);
    at += part.length;
  }
  return sound;
}
