import { createHash } from 'node:crypto';
import { copyFile, mkdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasErrno } from '#lib/server/app-error.ts';
import { readJsonIfValid, writeJsonAtomic } from '#lib/server/atomic-json.ts';
import { changedAt, namesIn } from '#lib/server/storage/folder.ts';
import { sha256OfFile } from '#lib/server/storage/sha256.ts';
import { partialPath } from '../publish.ts';

/** What is known of a clip's encoded sound. */
export const soundFactsSchema = z.object({
  /** Loudness over time for the waveform, 0-1; of the clip without its cards. */
  levels: z.array(z.number()),
  /** Of the clip without its cards, in milliseconds. */
  durationMs: z.number().nonnegative(),
  /** What of the recording is kept; null where it is all. */
  edits: z
    .object({ keeps: z.array(z.object({ startMs: z.number(), endMs: z.number() })), durationMs: z.number() })
    .nullable(),
  /** Of the encoded file; null where there is nothing to hear. */
  loudness: z.object({ integrated: z.number(), truePeak: z.number() }).nullable(),
  /** It cannot be made louder without turning up its noise. */
  mayBeQuiet: z.boolean(),
});
export type SoundFacts = z.infer<typeof soundFactsSchema>;

const keptSchema = soundFactsSchema.extend({ sha256: z.string() });

/** So many sounds of an episode stay; 0.6 MB each for 30 s. The ones that were not used for longest go. */
const KEPT = 64;

/** A name for what a sound is made of: everything that decides how it comes out. */
export function soundName(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/**
 * Puts a kept sound to `outPath`.
 *
 * @returns what is known of it; null where it was not kept, or is not as it was written.
 */
export async function takeKeptSound(folder: string, name: string, outPath: string): Promise<SoundFacts | null> {
  const facts = join(folder, `${name}.json`);
  const kept = await readJsonIfValid(facts, keptSchema);
  if (!kept) return null;
  try {
    await copyFile(join(folder, `${name}.m4a`), outPath);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return null;
    throw error;
  }
  if ((await sha256OfFile(outPath)) !== kept.sha256) return null;
  const now = new Date();
  await utimes(facts, now, now).catch((error: unknown) => {
    // Removed in this moment to make room: we have our copy.
    if (!hasErrno(error, 'ENOENT')) throw error;
  });
  return kept;
}

/** Keeps a sound for the next render. Where there is no room for it, it is made again next time. */
export async function keepSound(folder: string, name: string, path: string, facts: SoundFacts): Promise<void> {
  const file = join(folder, `${name}.m4a`);
  const partial = partialPath(file);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await copyFile(path, partial);
    const sha256 = await sha256OfFile(partial);
    await rename(partial, file);
    await writeJsonAtomic(join(folder, `${name}.json`), { ...facts, sha256 });
    await removeOldest(folder);
  } catch (error) {
    if (!hasErrno(error, 'ENOSPC') && !hasErrno(error, 'EDQUOT')) throw error;
  } finally {
    await rm(partial, { force: true });
  }
}

async function removeOldest(folder: string): Promise<void> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.json'));
  if (names.length <= KEPT) return;
  const dated = await Promise.all(names.map(async (name) => ({ name, at: await changedAt(join(folder, name), 0) })));
  for (const { name } of dated.toSorted((a, b) => b.at - a.at).slice(KEPT)) {
    await rm(join(folder, name), { force: true });
    await rm(join(folder, name.replace(/\.json$/, '.m4a')), { force: true });
  }
}
