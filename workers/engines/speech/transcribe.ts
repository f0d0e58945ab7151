import { rm } from 'node:fs/promises';
import type { Env } from '#lib/server/env.ts';
import type { MediaFormat } from '#lib/server/media/ffmpeg.ts';
import { formatTimecode } from '#lib/shared/time.ts';
import type { Note, Transcript, Word } from '#lib/shared/transcript.ts';
import type { CpuBudget } from '#workers/cpu-budget.ts';
import type { SpeechEngine } from '../prepare-speech.ts';
import { chooseLanguage } from './choose-language.ts';
import { openChunkStore } from './chunk-store.ts';
import { type DecodeContext, decodePacks, detectLanguages, keptOutputs } from './decode-packs.ts';
import { FRAME_MS } from './envelope.ts';
import { type Hearing, hear, soundFile } from './hearing.ts';
import { languageFor } from './languages.ts';
import { createPace } from './pace.ts';
import { betterReading, type PackWords, packWords } from './pack-words.ts';
import type { Pack } from './packs.ts';
import { openPcm } from './pcm.ts';
import { sentencesOf } from './sentences.ts';
import { inOrder } from './word-times.ts';

export interface TranscribeOptions {
  readonly env: Env;
  /** The source file, already probed. */
  readonly input: string;
  readonly format: MediaFormat;
  /** Index of the stream to hear. */
  readonly audioStream: number;
  /** As measured by the probe. */
  readonly durationMs: number;
  /** A code such as "en"; "auto" or null to have it detected. */
  readonly language: string | null;
  /** A private folder of this attempt. */
  readonly workDir: string;
  /** Results are kept here over attempts. */
  readonly chunkDir: string;
  readonly cpu: CpuBudget;
  readonly signal: AbortSignal;
  readonly onProgress: (update: { percent: number; etaMs: number | null; message: string }) => void;
  /** What there is so far, now and then. */
  readonly onPartial: (transcript: Transcript) => Promise<void>;
  /** A result was kept: a crash after it loses nothing of it. */
  readonly onKept: () => Promise<void>;
}

const GREEDY = 1;
const WIDE = 5;
/** Decoding takes about this much of the whole. */
const DECODE_PERCENT = 3;
const PARTIAL_EVERY_MS = 2000;

/**
 * Writes down what is said in a file: silence is skipped, the rest is heard
 * pack by pack with kept results, a pack that went in circles or is doubtful
 * is heard again with a wider search, words get the times at which they sound.
 *
 * @throws AppError `model_language`, `bad_request`, those of ffmpeg and of the engine; the signal's reason.
 */
export async function transcribe(engine: SpeechEngine, options: TranscribeOptions): Promise<Transcript> {
  const asked = languageFor(options.language, engine.multilingual);
  options.onProgress({ percent: 0, etaMs: null, message: 'Listening' });
  const hearing = await hearWithinBudget(options);
  const pcm = await openPcm(hearing.pcmPath);
  try {
    const { packs } = hearing;
    const store = await openChunkStore(options.chunkDir);
    const context: DecodeContext = { ...options, engine, pcm, packs, store };
    const language =
      asked === 'auto'
        ? await chooseLanguage(engine, packs.length, (numbers) => detectLanguages(context, numbers))
        : asked;
    const durationMs = options.durationMs > 0 ? options.durationMs : hearing.durationMs;
    const readings = await readPacks({ context, hearing, language, options });
    await rm(soundFile(options.chunkDir), { force: true });
    return assemble(engine, { hearing, durationMs }, language, readings);
  } finally {
    await pcm.close();
  }
}

async function hearWithinBudget(options: TranscribeOptions): Promise<Hearing> {
  const share = await options.cpu.take(1, options.signal);
  try {
    return await hear({
      ...options,
      folder: options.chunkDir,
      onProgress: (doneMs) => {
        const percent = Math.min(1, doneMs / Math.max(1, options.durationMs)) * DECODE_PERCENT;
        options.onProgress({ percent, etaMs: null, message: 'Listening' });
      },
    });
  } finally {
    share.release();
  }
}

interface ReadContext {
  readonly context: DecodeContext;
  readonly hearing: Hearing;
  readonly language: string;
  readonly options: TranscribeOptions;
}

/** Every pack's words, by the pack's number. */
async function readPacks({ context, hearing, language, options }: ReadContext): Promise<Map<number, PackWords>> {
  const durationMs = options.durationMs > 0 ? options.durationMs : hearing.durationMs;
  const { engine, packs } = context;
  const readings = new Map<number, PackWords>();
  const all = packs.map((_, index) => index);
  const read = (index: number, output: Parameters<typeof packWords>[2]) => {
    const pack = packs[index];
    return pack ? packWords(hearing, pack, output, language) : null;
  };
  const greedy = { language, beams: GREEDY };
  const kept = await keptOutputs(context, greedy, all);
  for (const [index, output] of kept) {
    const reading = read(index, output);
    if (reading) readings.set(index, reading);
  }
  const lengths = packs.map(lengthMs);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, index) => total + (lengths[index] ?? 0), 0);
  const pace = createPace(sum(all), sum([...kept.keys()]));
  const partial = createPartial(async () =>
    options.onPartial(assemble(engine, { hearing, durationMs }, language, readings)),
  );
  const tell = () => {
    const heardMs = Math.max(0, ...[...readings.keys()].map((index) => endMs(packs[index])));
    options.onProgress({
      percent: DECODE_PERCENT + (pace.percent() * (100 - DECODE_PERCENT)) / 100,
      etaMs: pace.etaMs(),
      message: `Listening: ${formatTimecode(heardMs)} of ${formatTimecode(hearing.durationMs)}`,
    });
  };
  tell();
  const missing = all.filter((index) => !kept.has(index));
  await decodePacks(context, greedy, missing, async (index, output) => {
    const reading = read(index, output);
    if (reading) readings.set(index, reading);
    pace.add(lengths[index] ?? 0);
    tell();
    await options.onKept();
    await partial();
  });

  const doubtful = all.filter((index) => readings.get(index)?.doubtful);
  const wide = { language, beams: WIDE };
  const improve = async (index: number, output: Parameters<typeof packWords>[2]) => {
    const before = readings.get(index);
    const reading = read(index, output);
    if (before && reading) readings.set(index, betterReading(before, reading));
  };
  const keptWide = await keptOutputs(context, wide, doubtful);
  for (const [index, output] of keptWide) await improve(index, output);
  const open = doubtful.filter((index) => !keptWide.has(index));
  await decodePacks(context, wide, open, async (index, output) => {
    await improve(index, output);
    await options.onKept();
  });
  return readings;
}

function assemble(
  engine: SpeechEngine,
  { hearing, durationMs }: { hearing: Hearing; durationMs: number },
  language: string,
  readings: ReadonlyMap<number, PackWords>,
): Transcript {
  const inTime = [...readings].sort(([a], [b]) => a - b).map(([, reading]) => reading);
  const words: Word[] = inOrder(
    inTime.flatMap((reading) => reading.words),
    Math.min(hearing.durationMs, durationMs),
  );
  return {
    language,
    durationMs: Math.round(durationMs),
    model: engine.weights,
    engine: engine.engineLabel,
    segments: sentencesOf(words, language),
    words,
    notes: notesOf(engine, words, inTime),
  };
}

function notesOf(engine: SpeechEngine, words: readonly Word[], readings: readonly PackWords[]): Note[] {
  if (words.length === 0) return [{ code: 'no_speech', text: 'No speech was found in this file.' }];
  const notes: Note[] = [];
  if (!engine.dtwPreset) {
    const text = 'Word times are coarser than usual: this speech engine cannot tell them exactly.';
    notes.push({ code: 'coarse_word_times', text });
  }
  if (readings.some((reading) => reading.looped)) {
    const text = 'In places the speech engine repeated itself; those words were left out and may be wrong.';
    notes.push({ code: 'uncertain_words', text });
  }
  return notes;
}

function lengthMs(pack: Pack): number {
  return pack.pieces.reduce((sum, piece) => sum + (piece.to - piece.from) * FRAME_MS, 0);
}

function endMs(pack: Pack | undefined): number {
  return (pack?.pieces.at(-1)?.to ?? 0) * FRAME_MS;
}

/** Tells the text so far at most every 2 s, and less often where putting it together takes long. */
function createPartial(write: () => Promise<void>): () => Promise<void> {
  let next = 0;
  return async () => {
    const startedAt = Date.now();
    if (startedAt < next) return;
    await write();
    const tookMs = Date.now() - startedAt;
    next = Date.now() + Math.max(PARTIAL_EVERY_MS, tookMs * 20);
  };
}
