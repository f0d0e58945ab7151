import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/server/app-error.ts';
import { type ChildResult, runChild } from '#lib/server/media/run-child.ts';
import { freeDiskBytes } from '#lib/server/storage/disk.ts';
import type { SpeechEngine } from '../prepare-speech.ts';
import { parseWhisperJson, type WhisperOutput } from './whisper-json.ts';

export interface WhisperRun {
  readonly engine: SpeechEngine;
  /** Where the WAV files lie and the results appear. */
  readonly folder: string;
  /** File names in that folder, each at most 30 s long. The model is loaded once for all of them. */
  readonly files: readonly string[];
  readonly settings: DecodeSettings;
  readonly threads: number;
  /** Only tell the language of each file. */
  readonly detectOnly?: boolean;
  readonly signal: AbortSignal;
  /** Called in order, as soon as each file is done. */
  readonly onResult: (index: number, output: WhisperOutput) => Promise<void>;
}

/** How the engine listens; everything in here is part of what a kept result depends on. */
export interface DecodeSettings {
  /** A code such as "en", or "auto". */
  readonly language: string;
  /** Search width; 1 (the default) is greedy. */
  readonly beams?: number;
  /** Write English, whatever is spoken. */
  readonly translate?: boolean;
  /** Names and words to expect, as a sentence that might have come before. */
  readonly prompt?: string | null;
  /** Take a reading for a loop, and begin anew with less certainty, much sooner than usual. */
  readonly wary?: boolean;
}

/** A language that the engine heard, and how sure it is (0-1). */
export interface DetectedLanguage {
  readonly language: string;
  readonly probability: number;
}

/** A pass of 30 s takes about 2 s on a laptop with base; medium on one old core is a hundred times slower. */
const TIME_PER_FILE_MS = 300_000;
const START_MS = 120_000;

/**
 * Runs whisper-cli over files, in its own process group.
 *
 * @returns the languages heard, one a file where the language is "auto"
 * @throws AppError `engine_missing`, `engine_failed`, `model_damaged`, `job_timeout`, `disk_full`; the signal's reason.
 */
export async function runWhisper(run: WhisperRun): Promise<DetectedLanguage[]> {
  let started = 0;
  let delivered = 0;
  let delivering: Promise<void> = Promise.resolve();
  const failed = new AbortController();
  const deliver = (until: number) => {
    if (run.detectOnly) return; // the answer is on stderr
    for (; delivered < until; delivered++) {
      const index = delivered;
      delivering = delivering.then(async () => run.onResult(index, await readResult(run, index)));
      delivering.catch((error: unknown) => failed.abort(error));
    }
  };
  let rest = '';
  const detected: DetectedLanguage[] = [];
  const result = await runChild({
    file: run.engine.binary,
    args: whisperArguments(run),
    cwd: run.folder,
    confinement: { kind: 'speech', reads: [run.engine.modelPath] },
    signal: AbortSignal.any([run.signal, failed.signal]),
    timeoutMs: START_MS + run.files.length * TIME_PER_FILE_MS,
    missingCode: 'engine_missing',
    onStdout: () => undefined,
    onStderr: (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = (lines.pop() ?? '').slice(-4096);
      for (const line of lines) {
        const language = /auto-detected language: (\w+) \(p = ([\d.]+)/.exec(line);
        if (language?.[1]) detected.push({ language: language[1], probability: Number(language[2]) });
        // The next file begins, so the one before it is written.
        if (/: processing '/.test(line)) deliver(started++);
      }
    },
  });
  if (result.exitCode !== 0) throw await runError(result, delivering);
  deliver(run.files.length);
  await delivering;
  return detected;
}

/** What whisper.cpp sees as a loop: entropy below this of the last 32 tokens; its own value is 2.4. */
const WARY_ENTROPY = '2.9';

/** The arguments of a run, without the files: also what its kept results depend on. */
export function whisperSettings(engine: SpeechEngine, options: DecodeSettings): string[] {
  const beams = String(options.beams ?? 1);
  const settings = ['-ojf', '-l', options.language, '-bs', beams, '-bo', beams];
  if (options.translate) settings.push('-tr');
  if (options.wary) settings.push('-et', WARY_ENTROPY);
  const prompt = cleanPrompt(options.prompt);
  if (prompt !== '') settings.push('--prompt', prompt);
  if (engine.dtwPreset) {
    settings.push('-dtw', engine.dtwPreset);
    if (engine.capabilities.flashAttentionSwitch) settings.push('-nfa');
  }
  return settings;
}

/** Whisper listens to 224 tokens of a prompt at most. */
const PROMPT_CHARACTERS = 600;

/** One line that no option can be mistaken for, cut between words. */
export function cleanPrompt(prompt: string | null | undefined): string {
  const line = (prompt ?? '')
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/^[\s-]+/, '')
    .trim();
  if (line.length <= PROMPT_CHARACTERS) return line;
  const cut = line.lastIndexOf(' ', PROMPT_CHARACTERS);
  return line.slice(0, cut > 0 ? cut : PROMPT_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '');
}

function whisperArguments(run: WhisperRun): string[] {
  const files = run.files.flatMap((file) => ['-f', file]);
  if (run.detectOnly) files.push('-dl');
  const settings = whisperSettings(run.engine, run.settings);
  return ['-m', run.engine.modelPath, '-t', String(run.threads), ...settings, ...files];
}

/** With less than this left, a result was cut off by the disk. */
const SCRAP_BYTES = 256 * 1024;

async function readResult(run: WhisperRun, index: number): Promise<WhisperOutput> {
  const file = join(run.folder, `${run.files[index]}.json`);
  try {
    return parseWhisperJson(await readFile(file));
  } catch (error) {
    const cause = new Error('the engine wrote no readable result', { cause: error });
    // It does not notice itself that its file found no room.
    const isFull = (await freeDiskBytes(run.folder)) < SCRAP_BYTES;
    throw new AppError(isFull ? 'disk_full' : 'engine_failed', { cause });
  }
}

async function runError(result: ChildResult, delivering: Promise<void>): Promise<AppError> {
  try {
    await delivering; // what was done before is kept all the same
  } catch (error) {
    if (error instanceof AppError) return error;
    return new AppError('engine_failed', { cause: error });
  }
  const tail = result.stderrTail.slice(-2000);
  const cause = new Error(`whisper-cli ended with ${result.exitCode}: ${tail}`);
  if (/failed to initialize whisper context|failed to load model|invalid model/i.test(tail)) {
    return new AppError('model_damaged', { cause });
  }
  return new AppError(/No space left/i.test(tail) ? 'disk_full' : 'engine_failed', { cause });
}
