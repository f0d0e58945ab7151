import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { rawInput } from '#lib/server/media/raw-input.ts';
import { ownInput } from '#lib/server/media/user-input.ts';
import { encoderArgs, hardwareFor, SOFTWARE, type VideoEncoder } from './video-encoders.ts';

/** What is used, and why nothing faster; null where something faster is, or nothing else was wanted. */
export interface EncoderChoice {
  readonly encoder: VideoEncoder;
  readonly note: string | null;
}

const PROBE = { width: 640, height: 352, frames: 24, rate: { text: '24', perSecond: 24 } } as const;
const PROBE_TIMEOUT_MS = 60_000;
/** As like the original as our own encoder, to what nobody can tell; and files not much larger. */
const SSIM_SLACK = 0.001;
const SIZE_FACTOR = 1.5;

const known = new Map<string, Promise<EncoderChoice>>();
const keyOf = (env: Env) => [env.videoEncoder, env.ffmpegPath, process.env.PATH].join('\0');

/**
 * The encoder of this machine: libx264, or a hardware encoder that has just encoded pictures of ours at least as well.
 * Looked for once a process.
 */
export function chooseEncoder(env: Env): Promise<EncoderChoice> {
  const key = keyOf(env);
  const found = known.get(key) ?? choose(env);
  known.set(key, found);
  // It could not be looked for, e.g. in a full folder: the next one looks again.
  found.catch(() => known.get(key) === found && known.delete(key));
  return found;
}

/**
 * Encodes by the chosen encoder, and by libx264 where that one fails; it is not used again then until the next start.
 *
 * @returns the name of the encoder that did it
 */
export async function withEncoder(
  env: Env,
  signal: AbortSignal,
  encode: (encoder: VideoEncoder) => Promise<void>,
): Promise<string> {
  // Not known now, e.g. since a folder is full, is no reason not to encode.
  const { encoder } = await chooseEncoder(env).catch(() => ({ encoder: SOFTWARE }));
  if (encoder === SOFTWARE) {
    await encode(SOFTWARE);
    return SOFTWARE.name;
  }
  try {
    await encode(encoder);
    return encoder.name;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError) || (error.code !== 'ffmpeg_failed' && error.code !== 'job_timeout')) throw error;
    await encode(SOFTWARE);
    giveUp(env, encoder, error);
    return SOFTWARE.name;
  }
}

/** What the hardware made was not right: it is not used again until the next start. */
export function giveUp(env: Env, encoder: Pick<VideoEncoder, 'name'>, reason: unknown): void {
  known.set(keyOf(env), Promise.resolve({ encoder: SOFTWARE, note: `${encoder.name}: ${reasonOf(reason)}` }));
}

async function choose(env: Env): Promise<EncoderChoice> {
  const candidates = hardwareFor(env.videoEncoder, process.platform);
  if (candidates.length === 0) return { encoder: SOFTWARE, note: null };
  const folder = await mkdtemp(join(tmpdir(), 'podpromo-encoder-'));
  const notes: string[] = [];
  try {
    await writeFile(join(folder, 'probe.rgb'), probePictures());
    for (const encoder of candidates) {
      try {
        await measure(env, folder, encoder);
        return { encoder, note: null };
      } catch (error) {
        notes.push(`${encoder.name}: ${reasonOf(error)}`);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { encoder: SOFTWARE, note: notes.join('; ') };
}

/** @throws where it cannot encode, or worse than our own. */
async function measure(env: Env, folder: string, encoder: VideoEncoder): Promise<void> {
  const theirs = await encodeProbe(env, folder, encoder);
  const ours = await encodeProbe(env, folder, SOFTWARE);
  if (theirs.ssim < ours.ssim - SSIM_SLACK) throw new Error(`SSIM ${theirs.ssim}, libx264 has ${ours.ssim}`);
  if (theirs.bytes > ours.bytes * SIZE_FACTOR) throw new Error(`${theirs.bytes} bytes, libx264 has ${ours.bytes}`);
}

async function encodeProbe(env: Env, folder: string, encoder: VideoEncoder): Promise<{ ssim: number; bytes: number }> {
  const { rate, width, height } = PROBE;
  const path = join(folder, `${encoder.name}.mp4`);
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  const raw = rawInput({
    ...{ pixelFormat: 'rgb24', width, height, rate: rate.text },
    from: { file: join(folder, 'probe.rgb') },
  });
  const shared = { env, signal, timeoutMs: PROBE_TIMEOUT_MS, graphics: true };
  const upload = encoder.upload ? `,${encoder.upload}` : '';
  await runFfmpeg({
    ...shared,
    args: [
      ...['-v', 'error', ...encoder.setup, ...raw, '-vf', `${TO_VIDEO}${upload}`],
      ...[...encoderArgs(rate, 1, encoder), '-f', 'mp4', `file:${path}`],
    ],
  });
  const compared = await runFfmpeg({
    ...shared,
    args: [
      ...['-v', 'info', ...raw, ...ownInput(path, 'mov')],
      ...['-filter_complex', `[0:v]${TO_VIDEO}[a];[1:v]format=yuv420p[b];[b][a]ssim`, '-f', 'null', '-'],
    ],
  });
  const ssim = Number(/SSIM .*All:([\d.]+)/.exec(compared.stderrTail)?.[1]);
  if (!(ssim > 0)) throw new Error('what it wrote cannot be compared');
  return { ssim, bytes: (await stat(path)).size };
}

const TO_VIDEO = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';

/** A soft ground that moves, with sharp edges and the grain of a camera; the same each time. */
function probePictures(): Buffer {
  const { width, height, frames } = PROBE;
  const pixels = Buffer.alloc(width * height * 3 * frames);
  let seed = 1;
  let at = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
        const grain = (seed >> 16) % 9;
        const inside = Math.hypot(x - 160 - frame * 6, y - 170) < 90 ? 70 : 0;
        const shade = 90 + 40 * Math.sin((x + frame * 3) / 60) + 25 * Math.cos(y / 40) + inside + grain;
        pixels[at] = shade;
        pixels[at + 1] = shade * 0.85;
        pixels[at + 2] = shade * 0.7;
        at += 3;
      }
    }
  }
  return pixels;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const text = cause instanceof Error ? cause.message : String(cause);
  const line = text.split('\n').find((each) => /cannot|error|fail|no |not |invalid/i.test(each)) ?? text;
  return line
    .replace(/^ffmpeg ended with \d+: /, '')
    .trim()
    .slice(0, 160);
}
