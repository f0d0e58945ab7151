import { type FileHandle, open, rename } from 'node:fs/promises';
import type { Env } from '#lib/server/env.ts';
import {
  AUDIO_CLOCK_FILTER,
  ffmpegError,
  type MediaFormat,
  mediaTimeoutMs,
  runFfmpeg,
  userInput,
} from '#lib/server/media/ffmpeg.ts';
import type { Channels } from './channel-turns.ts';
import { createEnvelope, type Envelope } from './envelope.ts';
import { createStereoSplitter } from './stereo.ts';

/** What whisper hears: 16 kHz, one channel, 16 bits. */
export const SAMPLE_RATE = 16_000;
export const SAMPLES_PER_MS = SAMPLE_RATE / 1000;
const SAMPLE_BYTES = 2;

export interface DecodeOptions {
  readonly env: Env;
  /** The source, as it was uploaded. */
  readonly input: string;
  readonly format: MediaFormat;
  /** Index of the stream to hear. */
  readonly audioStream: number;
  /** How many channels it has; two are also heard one by one. */
  readonly channels?: number;
  readonly durationMs: number;
  /** The raw samples are written here; appears only when it is whole. */
  readonly output: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (doneMs: number) => void;
}

/** Loudness of the whole, and of each of two channels; null for any other number of them. */
export interface DecodedSpeech {
  readonly envelope: Envelope;
  readonly channels: Channels | null;
}

/** One channel is the other turned over (a wrongly soldered cable): mixed, nothing would be left. */
const TURNED_OVER = -0.7;

/**
 * Decodes the sound of a file to raw samples on disk, and hears its loudness
 * on the way. A file that breaks off is used as far as it goes.
 *
 * @throws AppError of `runFfmpeg`; the signal's reason.
 */
export async function decodeSpeech(options: DecodeOptions): Promise<DecodedSpeech> {
  if (options.channels !== 2) return await decode(options, { filter: AUDIO_CLOCK_FILTER, channels: 1 });
  const decoded = await decode(options, { filter: AUDIO_CLOCK_FILTER, channels: 2 });
  const isTurnedOver = decoded.channels !== null && decoded.channels.correlation < TURNED_OVER;
  if (!isTurnedOver) return decoded;
  return await decode(options, { filter: `${AUDIO_CLOCK_FILTER},pan=mono|c0=c0`, channels: 1 });
}

/**
 * Decodes one channel of two, without the other one.
 *
 * @throws AppError of `runFfmpeg`; the signal's reason.
 */
export async function decodeChannel(options: DecodeOptions, channel: 0 | 1): Promise<void> {
  await decode(options, { filter: `${AUDIO_CLOCK_FILTER},pan=mono|c0=c${channel}`, channels: 1 });
}

async function decode(options: DecodeOptions, as: { filter: string; channels: 1 | 2 }): Promise<DecodedSpeech> {
  const splitter = as.channels === 2 ? createStereoSplitter() : null;
  const partial = `${options.output}.partial`;
  const target = await open(partial, 'w', 0o600);
  const envelope = createEnvelope();
  try {
    const result = await runFfmpeg({
      env: options.env,
      signal: options.signal,
      timeoutMs: mediaTimeoutMs(options.durationMs),
      tolerant: true,
      args: [
        ...['-v', 'error', ...userInput(options.input, options.format)],
        ...['-map', `0:${options.audioStream}`, '-af', as.filter, '-ar', String(SAMPLE_RATE)],
        ...['-ac', String(as.channels)],
        ...['-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:1'],
      ],
      onData: (data) => {
        const chunk = splitter ? splitter.push(data) : data;
        envelope.push(chunk);
        options.onProgress?.(envelope.durationMs());
        // Waited for, so that a slow disk slows the decoder instead of filling the memory; writes all of it.
        return target.writeFile(chunk);
      },
    });
    // Killed from outside, or the disk: what came is not all that the file holds.
    if (result.exitCode === null || /Input\/output error/.test(result.stderrTail)) throw ffmpegError(result);
    if (result.exitCode !== 0 && envelope.durationMs() === 0) throw ffmpegError(result);
  } finally {
    await target.close();
  }
  await rename(partial, options.output);
  return { envelope: envelope.finish(), channels: splitter?.finish() ?? null };
}

/** Reads samples by their numbers. What lies outside of the file is left out. */
export interface PcmFile {
  readonly samples: number;
  read(from: number, to: number): Promise<Int16Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Opens raw samples written by `decodeSpeech`. */
export async function openPcm(path: string): Promise<PcmFile> {
  const handle: FileHandle = await open(path, 'r');
  const samples = Math.floor((await handle.stat()).size / SAMPLE_BYTES);
  return {
    samples,
    async read(from, to) {
      const first = Math.max(0, Math.min(from, samples));
      const count = Math.max(0, Math.min(to, samples) - first);
      const buffer = new ArrayBuffer(count * SAMPLE_BYTES);
      const { bytesRead } = await handle.read(new Uint8Array(buffer), 0, buffer.byteLength, first * SAMPLE_BYTES);
      return new Int16Array(buffer, 0, Math.floor(bytesRead / SAMPLE_BYTES));
    },
    close: () => handle.close(),
  };
}

/** A WAV file of these samples. */
export function wavFile(samples: Int16Array<ArrayBuffer>): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * SAMPLE_BYTES, 28);
  header.writeUInt16LE(SAMPLE_BYTES, 32);
  header.writeUInt16LE(SAMPLE_BYTES * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]);
}
