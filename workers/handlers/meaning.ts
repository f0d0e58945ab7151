import { AppError } from '#lib/server/app-error.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { embedTexts, VECTOR_LENGTH } from '../engines/embeddings/embed.ts';
import { EMBEDDINGS_NAME, findEmbeddingWeights } from '../engines/embeddings/weights.ts';
import type { JobContext } from '../registry.ts';
import type { Candidate } from '../scoring/candidates.ts';
import type { ScoringEpisode } from '../scoring/episode.ts';
import { closenessTo, type SentenceVectors, vectorsFrom, vectorTexts } from '../scoring/features/meaning.ts';

/** What the sentences of an episode mean, where the network for it is on this machine. */
export interface Meaning {
  /** Null without embeddings. */
  readonly vectors: SentenceVectors | null;
  /** Cosine of a moment to the query; null without embeddings or without a query. */
  readonly toQuery: ((candidate: Candidate) => number) | null;
  /** That picks would be better with embeddings. */
  readonly notes: readonly Note[];
}

/** More threads than these do not make it faster. */
const MOST_THREADS = 2;

/**
 * The sentence vectors of an episode, computed within the CPU budget. Without
 * weights, or where the network fails, there are none and a note says so: clips
 * are found without them too. Nothing is fetched here.
 *
 * @throws the signal's reason on abort.
 */
export async function readMeaning(
  context: Pick<JobContext, 'env' | 'logger' | 'cpu' | 'signal' | 'progress'>,
  episode: ScoringEpisode,
  query: string | undefined,
): Promise<Meaning> {
  const { env, cpu, signal, logger, progress } = context;
  if (!env.embeddings || episode.sentences.length === 0) return { vectors: null, toQuery: null, notes: [] };
  try {
    const weights = await findEmbeddingWeights(env);
    if (weights === null) return without(`run npm run model -- get ${EMBEDDINGS_NAME} (23 MB) once`);
    const texts = vectorTexts(episode);
    const share = await cpu.take(Math.min(MOST_THREADS, cpu.total), signal);
    try {
      const onProgress = (done: number) =>
        progress({ percent: Math.round(done * 95), message: 'Reading what each sentence is about' });
      const all = await embedTexts(query === undefined ? texts : [...texts, query], {
        weights,
        threads: share.threads,
        signal,
        onProgress,
      });
      const vectors = vectorsFrom(episode, all.subarray(0, texts.length * VECTOR_LENGTH), VECTOR_LENGTH);
      const asked = query === undefined ? null : all.subarray(texts.length * VECTOR_LENGTH);
      return { vectors, toQuery: asked && closenessTo(asked, episode.sentences, vectors), notes: [] };
    } finally {
      share.release();
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    logger.warn({ err: error }, 'clips are chosen without sentence vectors');
    return without('see the log for why they could not be used this time');
  }
}

function without(how: string): Meaning {
  const text = `These picks were made without sentence vectors, with which they are better: ${how}.`;
  return { vectors: null, toQuery: null, notes: [{ code: 'picks_without_embeddings', text }] };
}
