import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { hasErrno } from '#lib/server/app-error.ts';
import { VECTOR_NETWORK, VECTOR_VOCABULARY } from '#lib/server/models/vector-files.ts';
import { VECTOR_LENGTH } from '#workers/engines/embeddings/embed.ts';
import { sha256Of } from '#workers/engines/weights/hub-download.ts';
import { UsageError } from '../cli/arguments.ts';

const ENGINE = join(import.meta.dirname, '..', '..', 'workers', 'engines', 'embeddings');

/** Sentence vectors that were computed before. No text is stored. */
export interface VectorCache {
  /** Null where these texts were not computed in this way before, or the file is damaged. */
  read(texts: readonly string[]): Promise<Float32Array | null>;
  write(texts: readonly string[], vectors: Float32Array): Promise<void>;
}

/**
 * The vectors kept in a folder, by the texts and all that makes vectors of them:
 * the weights, their vocabulary, the runtime and our own code. What another
 * runtime computed is never taken for ours.
 *
 * @throws UsageError where others could have written to the folder.
 */
export async function openVectorCache(folder: string, weights: string): Promise<VectorCache> {
  await ownFolder(folder);
  const makers = [
    ...[VECTOR_NETWORK, VECTOR_VOCABULARY].map((name) => join(weights, name)),
    ...['embed.ts', 'child.ts', 'network.ts', 'word-piece.ts'].map((name) => join(ENGINE, name)),
    createRequire(import.meta.url).resolve('onnxruntime-web'),
  ];
  const recipe = await Promise.all(makers.map((file) => sha256Of(file)));
  const fileOf = (texts: readonly string[]) => {
    const key = createHash('sha256')
      .update(JSON.stringify([recipe, texts]))
      .digest('hex');
    return join(folder, `${key}.f32`);
  };
  return {
    read: (texts) => readVectors(fileOf(texts), texts.length),
    async write(texts, vectors) {
      const file = fileOf(texts);
      const unfinished = `${file}.${process.pid}.new`;
      await writeFile(unfinished, Buffer.from(vectors.buffer, vectors.byteOffset, vectors.byteLength));
      await rename(unfinished, file);
    },
  };
}

/** The folder for temporary files belongs to everybody: one that somebody else made there is not trusted. */
async function ownFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const uid = process.getuid?.();
  if (found.isDirectory() && (uid === undefined || (found.uid === uid && (found.mode & 0o022) === 0))) return;
  throw new UsageError(
    `${folder} could have been written by others: remove it, or set TMPDIR to a folder of your own.`,
  );
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
