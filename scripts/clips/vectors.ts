import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { endianness, tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasErrno } from '#lib/server/app-error.ts';
import { embedTexts, VECTOR_LENGTH } from '#workers/engines/embeddings/embed.ts';
import { EMBEDDINGS_NAME, findEmbeddingWeights } from '#workers/engines/embeddings/weights.ts';
import { sha256Of } from '#workers/engines/weights/hub-download.ts';
import { type BenchEpisode, episodeOfBench } from '#workers/scoring/episode.ts';
import { type SentenceVectors, vectorsFrom, vectorTexts } from '#workers/scoring/features/meaning.ts';
import { UsageError } from '../cli/arguments.ts';
import { readConfiguration } from '../read-configuration.ts';

export interface BenchVectors {
  readonly dimensions: number;
  readonly rows: ReadonlyMap<string, SentenceVectors>;
}

/** Vectors are kept between runs, by weights and texts; no text is stored. */
const CACHE = join(tmpdir(), 'podpromo-clip-vectors');

/**
 * The sentence vectors of every episode.
 *
 * @throws UsageError where the weights are not on this machine: nothing is fetched, and nothing falls back in silence.
 */
export async function benchVectors(
  bench: readonly BenchEpisode[],
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<BenchVectors> {
  const env = readConfiguration();
  const weights = await findEmbeddingWeights(env);
  if (weights === null) {
    throw new UsageError(
      `The weights of the sentence vectors (${EMBEDDINGS_NAME}) are not on this machine. Set MODELS_DIR to a folder that holds them, run npm run model -- get ${EMBEDDINGS_NAME}, or ask for --no-embeddings.`,
    );
  }
  const version = await sha256Of(join(weights, 'onnx', 'model_quantized.onnx'));
  await mkdir(CACHE, { recursive: true, mode: 0o700 });
  const rows = new Map<string, SentenceVectors>();
  const begun = performance.now();
  let computed = 0;
  for (const [at, one] of bench.entries()) {
    signal.throwIfAborted();
    const episode = episodeOfBench(one);
    const texts = vectorTexts(episode);
    const key = createHash('sha256')
      .update([version, ...texts].join('\n'))
      .digest('hex');
    const file = join(CACHE, `${key}.f32`);
    let vectors = await readVectors(file, texts.length);
    if (vectors === null) {
      vectors = await embedTexts(texts, { weights, threads: env.cpuThreads, signal });
      computed += texts.length;
      await writeFile(`${file}.new`, Buffer.from(vectors.buffer, vectors.byteOffset, vectors.byteLength));
      await rename(`${file}.new`, file);
      say(`sentence vectors: ${at + 1} of ${bench.length} episodes`);
    }
    rows.set(one.id, vectorsFrom(episode, vectors, VECTOR_LENGTH));
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  say(`sentence vectors: ${computed} sentences computed in ${seconds} s, the rest was kept from before`);
  return { dimensions: VECTOR_LENGTH, rows };
}

async function readVectors(file: string, count: number): Promise<Float32Array | null> {
  try {
    const bytes = await readFile(file);
    if (endianness() !== 'LE' || bytes.length !== count * VECTOR_LENGTH * 4) return null;
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return null;
    throw error;
  }
}
