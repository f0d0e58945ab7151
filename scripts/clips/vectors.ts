import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embedTexts, VECTOR_LENGTH } from '#workers/engines/embeddings/embed.ts';
import { EMBEDDINGS_NAME, findEmbeddingWeights } from '#workers/engines/embeddings/weights.ts';
import { type BenchEpisode, episodeOfBench } from '#workers/scoring/episode.ts';
import { type SentenceVectors, vectorsFrom, vectorTexts } from '#workers/scoring/features/meaning.ts';
import { UsageError } from '../cli/arguments.ts';
import { readConfiguration } from '../read-configuration.ts';
import { openVectorCache } from './vector-cache.ts';

export interface BenchVectors {
  readonly dimensions: number;
  readonly rows: ReadonlyMap<string, SentenceVectors>;
}

/**
 * The sentence vectors of every episode, kept between runs.
 *
 * @throws UsageError where the weights are not on this machine (nothing is fetched, and nothing falls back in silence),
 * or where others could have written to the folder of kept vectors.
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
  const cache = await openVectorCache(join(tmpdir(), 'podpromo-clip-vectors'), weights);
  const rows = new Map<string, SentenceVectors>();
  const begun = performance.now();
  let computed = 0;
  for (const [at, one] of bench.entries()) {
    signal.throwIfAborted();
    const episode = episodeOfBench(one);
    const texts = vectorTexts(episode);
    let vectors = await cache.read(texts);
    if (vectors === null) {
      vectors = await embedTexts(texts, { weights, threads: env.cpuThreads, signal });
      computed += texts.length;
      await cache.write(texts, vectors);
      say(`sentence vectors: ${at + 1} of ${bench.length} episodes`);
    }
    rows.set(one.id, vectorsFrom(episode, vectors, VECTOR_LENGTH));
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  say(`sentence vectors: ${computed} sentences computed in ${seconds} s, the rest was kept from before`);
  return { dimensions: VECTOR_LENGTH, rows };
}
