import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SpeechEngine } from '#workers/engines/prepare-speech.ts';

/** What a stand-in for whisper-cli is asked for one file. */
export interface FakeAsk {
  readonly args: readonly string[];
  /** Name of the WAV file, and its number among those of the run. */
  readonly file: string;
  readonly index: number;
  /** Length of the sound in milliseconds. */
  readonly lengthMs: number;
}

/** What it writes as JSON for that file; a text is written as it is. */
export type FakeReply = (ask: FakeAsk) => unknown;

/**
 * Writes a program that behaves like whisper-cli as far as we look, and answers with `reply`, which must not use
 * anything around it: its source goes into the program.
 *
 * @returns an engine with it, and what it was called with so far
 */
export async function fakeEngine(
  path: string,
  reply: FakeReply,
  given: Partial<SpeechEngine> = {},
): Promise<{ engine: SpeechEngine; calls: () => Promise<string[][]> }> {
  const log = join(dirname(path), `${basename(path)}.calls`);
  await writeFile(log, '');
  await writeFile(path, PROGRAM(log, reply.toString()), { mode: 0o755 });
  const engine: SpeechEngine = {
    binary: path,
    capabilities: { version: '9.9.9', dtw: true, flashAttentionSwitch: true, vad: false },
    modelPath: '/weights.bin',
    modelName: 'base',
    weights: 'base',
    multilingual: true,
    dtwPreset: 'base',
    engineLabel: 'whisper.cpp 9.9.9 (greedy, dtw)',
    ...given,
  };
  const calls = async () => {
    const lines = (await readFile(log, 'utf8')).split('\n').filter(Boolean);
    return lines.map((line) => line.split('\t'));
  };
  return { engine, calls };
}

const PROGRAM = (log: string, reply: string) => `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
fs.appendFileSync(${JSON.stringify(log)}, args.join('\\t') + '\\n');
const reply = ${reply};
const files = args.flatMap((arg, index) => (arg === '-f' ? [args[index + 1]] : []));
files.forEach((file, index) => {
  process.stderr.write("main: processing '" + file + "' (1 samples)\\n");
  const lengthMs = (fs.statSync(file).size - 44) / 32;
  const answer = reply({ args, file, index, lengthMs });
  if (args.includes('-dl')) return process.stderr.write('whisper_full: auto-detected language: ' + answer + '\\n');
  try {
    fs.writeFileSync(file + '.json', typeof answer === 'string' ? answer : JSON.stringify(answer));
  } catch {
    // whisper.cpp does not notice either
  }
});
`;

/** The JSON of one line of these words, spread evenly over the sound. */
export function spokenJson(text: string, lengthMs: number, probability = 0.9) {
  const words = text.split(' ');
  const each = lengthMs / words.length;
  return {
    result: { language: 'en' },
    transcription: [
      {
        offsets: { from: 0, to: lengthMs },
        text: ` ${text}`,
        tokens: words.map((word, index) => ({
          text: ` ${word}`,
          id: 100,
          p: probability,
          offsets: { from: index * each, to: (index + 1) * each },
          t_dtw: ((index + 1) * each) / 10,
        })),
      },
    ],
  };
}
