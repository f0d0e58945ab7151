import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { hasErrno } from '../app-error.ts';
import { readJsonIfValid, writeJsonAtomic } from '../atomic-json.ts';
import type { ModelFile } from './model-files.ts';

const recordSchema = z.object({
  sha256: z.string(),
  sizeBytes: z.number(),
  changedMs: z.number(),
  /** `published`: as the place it came from says; `own`: of what we made ourselves. */
  source: z.enum(['published', 'own']),
});
export type ModelRecord = z.infer<typeof recordSchema>;

/**
 * `published`: the file is the one that its publisher's checksum names; `own`: the one that we converted;
 * `changed`: it is not what it was; `unchecked`: nobody has looked at it (found in MODELS_DIR, or put there by hand).
 */
export type ChecksumState = 'published' | 'own' | 'changed' | 'unchecked';

/** Writes down what a file was when it was made. */
export async function writeModelRecord(path: string, record: ModelRecord): Promise<void> {
  await writeJsonAtomic(recordFile(path), record, { durable: true });
}

export async function removeModelRecord(path: string): Promise<void> {
  await rm(recordFile(path), { force: true });
}

/** What was written down; null where nothing was, or nothing that can be read. */
export async function readModelRecord(path: string): Promise<ModelRecord | null> {
  try {
    return await readJsonIfValid(recordFile(path), recordSchema);
  } catch (error) {
    if (hasErrno(error, 'EACCES')) return null; // of another person, whose weights we may read
    throw error;
  }
}

/** By size and time of the last change: reading 600 MB for a page would be too much. */
export async function checksumState(file: ModelFile): Promise<ChecksumState> {
  const record = await readModelRecord(file.path);
  if (!record) return 'unchecked';
  const isSame = record.sizeBytes === file.sizeBytes && Math.abs(record.changedMs - file.changedMs) < 1;
  return isSame ? record.source : 'changed';
}

function recordFile(path: string): string {
  return join(dirname(path), `.${basename(path)}.json`);
}
