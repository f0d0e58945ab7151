import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FONT_CONFIG, FONTS_FOLDER } from '#lib/server/captions/text/fonts.ts';
import { mediaTimeoutMs, runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { withEncoder } from './choose-encoder.ts';
import { type ClipEncode, ENCODE_PATIENCE, outputArgs, uploaded } from './encode.ts';
import { partialPath } from './publish.ts';
import { SOFTWARE, type VideoEncoder } from './video-encoders.ts';

/** Inside the first one's folder, which is ffmpeg's working directory. */
const FOLDER = 'together';

/**
 * Encodes several shapes of one film in one pass that decodes it once: each has its own graph, its own files, its own
 * output. What it makes of one that was aborted meanwhile is dropped.
 *
 * @param jobs at least two, all with the same `picture.film`; their own signals do not end it
 * @returns the name of the encoder
 * @throws as `runFfmpeg`: none of the outputs may be used then.
 */
export async function encodeTogether(jobs: readonly ClipEncode[], signal: AbortSignal): Promise<string> {
  const [first] = jobs;
  if (!first) throw new RangeError('nothing to encode together');
  // Under names of its own: a file that is removed in the middle lets newer versions of ffmpeg fail with all of them.
  const outputs = jobs.map((job) => ({ ...job, outPath: partialPath(job.outPath) }));
  try {
    const encoder = await withEncoder(first.env, signal, (each) => encodeBy(each, outputs, signal));
    for (const [at, { outPath }] of outputs.entries()) {
      const job = jobs[at];
      if (job && !job.signal.aborted) await rename(outPath, job.outPath);
    }
    return encoder;
  } finally {
    await Promise.all(outputs.map(({ outPath }) => rm(outPath, { force: true })));
  }
}

async function encodeBy(encoder: VideoEncoder, jobs: readonly ClipEncode[], signal: AbortSignal): Promise<void> {
  const [first] = jobs;
  if (!first?.picture.film) throw new RangeError('nothing to encode together');
  const { env, workDir, threads } = first;
  const inputs = [...first.picture.film];
  const outputs: string[] = [];
  let count = 1;
  for (const [at, job] of jobs.entries()) {
    const { picture } = job;
    const folder = `${FOLDER}/${at}`;
    await copyTexts(job.workDir, join(workDir, FOLDER, String(at)));
    const graph = asBranch(picture.graph, { at, moreFrom: count, folder });
    inputs.push(...picture.inputs.slice(first.picture.film.length), ...job.soundInput);
    count += picture.inputCount;
    outputs.push('-filter_complex', uploaded(graph, encoder), ...outputArgs(job, `picture${at}`, count - 1, encoder));
  }
  const totalMs = jobs.reduce((sum, job) => sum + job.durationMs, 0);
  const longest = Math.max(...jobs.map((job) => job.durationMs));
  await runFfmpeg({
    env,
    signal,
    cwd: workDir,
    timeoutMs: mediaTimeoutMs(totalMs * ENCODE_PATIENCE),
    onProgress: (doneMs) => {
      for (const job of jobs) job.onProgress?.((doneMs / longest) * job.durationMs);
    },
    graphics: encoder !== SOFTWARE,
    fontConfig: join(workDir, FONT_CONFIG),
    args: [
      ...['-v', 'error', '-filter_threads', String(threads), '-filter_complex_threads', String(threads)],
      ...[...encoder.setup, ...inputs, ...outputs],
    ],
  });
}

/**
 * A picture's graph as one of several of a command line: the film stays input 0, what else it reads comes from another
 * number on, its texts and fonts lie in a folder of their own.
 */
export function asBranch(graph: string, to: { at: number; moreFrom: number; folder: string }): string {
  const { at, moreFrom, folder } = to;
  return graph
    .replace(/\[(\d+):/g, (_, input: string) => `[${input === '0' ? 0 : Number(input) - 1 + moreFrom}:`)
    .replace(/\bass=([\w.]+):fontsdir=(\w+)/g, `ass=${folder}/$1:fontsdir=${folder}/$2`)
    .replace(/\[picture\]$/, `[picture${at}]`);
}

async function copyTexts(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const names = (await readdir(from)).filter((name) => name.endsWith('.ass') || name === FONTS_FOLDER);
  await Promise.all(names.map((name) => cp(join(from, name), join(to, name), { recursive: true })));
}
