import { rm } from 'node:fs/promises';
import type { Env } from '#lib/server/env.ts';
import type { MediaFormat } from '#lib/server/media/ffmpeg.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import type { CpuBudget } from '#workers/cpu-budget.ts';
import { inStage } from '#workers/stages.ts';
import type { SpeechEngine } from '../prepare-speech.ts';
import { assemble } from './assemble.ts';
import { chooseLanguage } from './choose-language.ts';
import { openChunkStore } from './chunk-store.ts';
import { type DecodeContext, detectLanguages } from './decode-packs.ts';
import { type Hearing, hear, soundFile } from './hearing.ts';
import { checkTranslation, languageFor } from './languages.ts';
import { openPcm } from './pcm.ts';
import { readPacks } from './read-packs.ts';

export interface TranscribeOptions {
  readonly env: Env;
  /** The source file, already probed. */
  readonly input: string;
  readonly format: MediaFormat;
  /** Index of the stream to hear. */
  readonly audioStream: number;
  /** Of that stream. */
  readonly channels?: number;
  /** As measured by the probe. */
  readonly durationMs: number;
  /** A code such as "en"; "auto" or null to have it detected. */
  readonly language: string | null;
  /** Write English, whatever is spoken. */
  readonly translate?: boolean;
  /** Names and words to expect. */
  readonly prompt?: string | null;
  /** A private folder of this attempt. */
  readonly workDir: string;
  /** Results are kept here over attempts. */
  readonly chunkDir: string;
  readonly cpu: CpuBudget;
  readonly signal: AbortSignal;
  readonly onProgress: (update: { percent: number; etaMs: number | null; message: string }) => void;
  /** What there is so far, now and then. */
  readonly onPartial: (transcript: Transcript) => Promise<void>;
  /** How long the engine took for how much sound, after each of its runs. */
  readonly onRun?: DecodeContext['onRun'];
  /** A result was kept: a crash after it loses nothing of it. */
  readonly onKept: () => Promise<void>;
}

/** Decoding takes about this much of the whole. */
const DECODE_PERCENT = 3;
const PARTIAL_EVERY_MS = 2000;

/**
 * Writes down what is said in a file: silence is skipped, the rest is heard
 * pack by pack with kept results, words get the times at which they sound, and
 * the speaker where each one has a channel.
 *
 * @throws AppError `model_language`, `model_translate`, `bad_request`, those of ffmpeg and of the engine; the signal's reason.
 */
export async function transcribe(engine: SpeechEngine, options: TranscribeOptions): Promise<Transcript> {
  const asked = languageFor(options.language, engine.multilingual);
  if (options.translate) checkTranslation(engine);
  options.onProgress({ percent: 0, etaMs: null, message: 'Listening' });
  const hearing = await hearWithinBudget(options);
  const pcm = await openPcm(hearing.pcmPath);
  try {
    const { packs } = hearing;
    const store = await openChunkStore(options.chunkDir);
    const context: DecodeContext = { ...options, engine, pcm, packs, store };
    const spoken =
      asked === 'auto'
        ? await chooseLanguage(engine, packs.length, (numbers) => detectLanguages(context, numbers))
        : { language: asked, also: null };
    const durationMs = options.durationMs > 0 ? options.durationMs : hearing.durationMs;
    const translate = options.translate === true;
    const about = { engine, hearing, durationMs, spoken, translate };
    const readings = await readPacks({
      context,
      hearing,
      settings: { language: spoken.language, translate, prompt: options.prompt },
      language: translate ? 'en' : spoken.language,
      onKept: options.onKept,
      onProgress: (update) => options.onProgress({ ...update, percent: overall(update.percent) }),
      onRead: throttled(async (soFar) => options.onPartial(assemble(about, soFar))),
    });
    await rm(soundFile(options.chunkDir), { force: true });
    return assemble(about, readings);
  } finally {
    await pcm.close();
  }
}

/** Listening comes after decoding. */
function overall(percent: number): number {
  return DECODE_PERCENT + (percent * (100 - DECODE_PERCENT)) / 100;
}

async function hearWithinBudget(options: TranscribeOptions): Promise<Hearing> {
  const share = await options.cpu.take(1, options.signal);
  try {
    return await inStage('decode', () =>
      hear({
        ...options,
        folder: options.chunkDir,
        onProgress: (doneMs) => {
          const percent = Math.min(1, doneMs / Math.max(1, options.durationMs)) * DECODE_PERCENT;
          options.onProgress({ percent, etaMs: null, message: 'Listening' });
        },
      }),
    );
  } finally {
    share.release();
  }
}

/** At most every 2 s, and less often where putting it together takes long. */
function throttled<T>(write: (value: T) => Promise<void>): (value: T) => Promise<void> {
  let next = 0;
  return async (value) => {
    const startedAt = Date.now();
    if (startedAt < next) return;
    await write(value);
    const tookMs = Date.now() - startedAt;
    next = Date.now() + Math.max(PARTIAL_EVERY_MS, tookMs * 20);
  };
}
