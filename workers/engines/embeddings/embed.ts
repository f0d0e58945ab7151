import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '#lib/server/app-error.ts';
import { runChild } from '#lib/server/media/run-child.ts';
import { OUR_CODE } from '../our-code.ts';

/** Length of a vector of all-MiniLM-L6-v2; the same as in network.ts, which loads the runtime. */
export const VECTOR_LENGTH = 384;
const BATCH = 16;
const LONGEST_TEXT = 2000;
const START_MS = 120_000;
/** A sentence takes about 15 ms of one core; this is for a machine that is busy with other things. */
const MS_PER_TEXT = 1000;

export interface EmbedOptions {
  /** Folder of the weights, as `findEmbeddingWeights` gives it. */
  readonly weights: string;
  readonly threads: number;
  readonly signal: AbortSignal;
  /** 0-1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * The vectors of some texts, row after row in their order, each of length 1. The
 * same texts give the same vectors.
 *
 * @throws AppError `engine_failed`, `job_timeout`; the signal's reason on abort.
 */
export async function embedTexts(texts: readonly string[], options: EmbedOptions): Promise<Float32Array> {
  const rows = new Float32Array(texts.length * VECTOR_LENGTH);
  if (texts.length === 0) return rows;
  // Texts of one length together: nothing is computed for what only fills up.
  const order = texts.map((text, at) => ({ at, text: text.slice(0, LONGEST_TEXT) }));
  order.sort((a, b) => a.text.length - b.text.length || a.at - b.at);
  const batches = Array.from({ length: Math.ceil(order.length / BATCH) }, (_, at) =>
    order.slice(at * BATCH, (at + 1) * BATCH),
  );
  let done = 0;
  let rest = '';
  const take = (line: string) => {
    const bytes = Buffer.from(line, 'base64');
    const batch = batches[done] ?? [];
    if (bytes.length !== batch.length * VECTOR_LENGTH * 4) throw new AppError('engine_failed');
    for (const [row, { at }] of batch.entries()) {
      for (let d = 0; d < VECTOR_LENGTH; d += 1) {
        rows[at * VECTOR_LENGTH + d] = bytes.readFloatLE((row * VECTOR_LENGTH + d) * 4);
      }
    }
    done += 1;
    options.onProgress?.(done / batches.length);
  };
  const { exitCode, stderrTail } = await runChild({
    file: process.execPath,
    args: [join(import.meta.dirname, 'child.ts'), options.weights, String(options.threads)],
    confinement: { kind: 'script', reads: [...OUR_CODE, options.weights] },
    signal: options.signal,
    timeoutMs: START_MS + texts.length * MS_PER_TEXT,
    stdin: Readable.from(batches.map((batch) => `${JSON.stringify(batch.map(({ text }) => text))}\n`)),
    missingCode: 'engine_failed',
    onStdout: (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    },
  });
  if (exitCode !== 0 || done < batches.length) {
    throw new AppError('engine_failed', { cause: new Error(`embeddings: ${stderrTail.slice(-1000)}`) });
  }
  return rows;
}
