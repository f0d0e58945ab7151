import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno } from '#lib/server/app-error.ts';
import { writeJsonAtomic } from '#lib/server/atomic-json.ts';
import { DETECTOR_VERSION } from '../../engines/faces/find-faces.ts';
import { type ClipLooks, clipLooksSchema, LOOKS_VERSION } from './look-at-clip.ts';

/** Which film and which part of it was looked at. */
export interface LooksKey {
  /** Where results are kept: a folder that goes with the episode. */
  readonly folder: string;
  /** Of the source file. */
  readonly sha256: string;
  readonly startMs: number;
  readonly durationMs: number;
}

function pathOf({ folder, sha256, startMs, durationMs }: LooksKey): string {
  const text = [LOOKS_VERSION, DETECTOR_VERSION, sha256, startMs, durationMs].join('/');
  return join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 32)}.json`);
}

/** What was seen before in the same part of the same film; null where it was not kept or cannot be read. */
export async function keptLooks(key: LooksKey): Promise<ClipLooks | null> {
  try {
    const parsed = clipLooksSchema.safeParse(JSON.parse(await readFile(pathOf(key), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (hasErrno(error, 'ENOENT') || error instanceof SyntaxError) return null;
    throw error;
  }
}

export async function keepLooks(key: LooksKey, looks: ClipLooks): Promise<void> {
  await mkdir(key.folder, { recursive: true, mode: 0o700 });
  await writeJsonAtomic(pathOf(key), looks);
}
