import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Pcm, parseWav, readWav } from './wav.ts';

/** Two voices, so that an episode can have two speakers. */
export type Voice = 'woman' | 'man';

/** A program that speaks. */
export interface Synthesizer {
  readonly name: string;
  say(text: string, voice: Voice): Promise<Pcm>;
}

const FLITE_VOICES = { woman: 'slt', man: 'rms' } as const;
const ESPEAK_VOICES = { woman: 'en-us+f3', man: 'en-us' } as const;
/** Words per minute, about as flite speaks. */
const ESPEAK_SPEED = '150';
const LIMIT_MS = 60_000;

/**
 * The first synthesizer that this machine has: ffmpeg's flite source, espeak-ng, the npm package espeak-ng.
 *
 * @throws Error saying what to install
 */
export async function findSynthesizer(): Promise<Synthesizer> {
  const candidates = [flite, espeakProgram, espeakPackage];
  for (const candidate of candidates) {
    const found = await candidate();
    if (found) return found;
  }
  throw new Error(
    'No speech can be made here: install espeak-ng (e.g. `apt install espeak-ng` or `brew install espeak-ng`), or the development dependencies (`npm install --include=dev`).',
  );
}

async function flite(): Promise<Synthesizer | null> {
  const ffmpeg = process.env.FFMPEG_PATH || 'ffmpeg';
  const filters = await execa(ffmpeg, ['-hide_banner', '-filters'], { reject: false, timeout: LIMIT_MS });
  if (!/^\s*\S+\s+flite\s/m.test(filters.stdout ?? '')) return null;
  return {
    name: "ffmpeg's flite",
    // The text goes in by a file: as a part of the filter it would have to be escaped twice.
    say: (text, voice) =>
      inTemporaryFolder(async (cwd) => {
        await writeFile(join(cwd, 'text.txt'), text);
        const source = `flite=textfile=text.txt:voice=${FLITE_VOICES[voice]}`;
        const output = ['-ac', '1', '-c:a', 'pcm_s16le', 'speech.wav'];
        await execa(ffmpeg, ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', source, ...output], {
          cwd,
          timeout: LIMIT_MS,
        });
        return readWav(join(cwd, 'speech.wav'));
      }),
  };
}

async function espeakProgram(): Promise<Synthesizer | null> {
  const version = await execa('espeak-ng', ['--version'], { reject: false, timeout: LIMIT_MS });
  if (version.failed) return null;
  return {
    name: 'espeak-ng',
    say: (text, voice) =>
      inTemporaryFolder(async (cwd) => {
        await writeFile(join(cwd, 'text.txt'), text);
        const options = ['-v', ESPEAK_VOICES[voice], '-s', ESPEAK_SPEED];
        await execa('espeak-ng', [...options, '-w', 'speech.wav', '-f', 'text.txt'], { cwd, timeout: LIMIT_MS });
        return readWav(join(cwd, 'speech.wav'));
      }),
  };
}

async function espeakPackage(): Promise<Synthesizer | null> {
  const loaded = await import('espeak-ng').catch(() => null); // not installed: a development dependency
  if (!loaded) return null;
  return {
    name: 'espeak-ng (npm)',
    async say(text, voice) {
      const complaints: string[] = [];
      // One instance speaks once: it is a program whose main function runs as it is loaded.
      const program = await loaded.default({
        arguments: ['-v', ESPEAK_VOICES[voice], '-s', ESPEAK_SPEED, '-w', 'speech.wav', text],
        printErr: (line) => complaints.push(line),
      });
      try {
        return parseWav(Buffer.from(program.FS.readFile('speech.wav')));
      } catch (error) {
        throw new Error(`espeak-ng (npm) did not speak: ${complaints.join(' ')}`, { cause: error });
      }
    },
  };
}

async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'podpromo-speech-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
