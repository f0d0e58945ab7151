import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError, hasErrno } from '#lib/server/app-error.ts';

const PARTIAL = '.partial';

/** A path beside the final one, for a file that is not finished. */
export function partialPath(finalPath: string): string {
  return `${finalPath}.${randomBytes(4).toString('hex')}${PARTIAL}`;
}

/** Makes the folder and removes what an earlier attempt left unfinished in it. */
export async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    if (name.endsWith(PARTIAL)) await rm(join(folder, name), { force: true });
  }
}

/** @throws AppError `disk_full` where less than this is free, with a fifth to spare. */
export async function requireFreeDisk(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes * 1.2) throw new AppError('disk_full');
}

/** What is known of a file in its final place. */
export interface PublishedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * Syncs a finished file and gives it its final name: a reader sees all of it
 * or none, also after a power cut.
 */
export async function publishFile(partial: string, finalPath: string): Promise<PublishedFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(partial), hash);
  await sync(partial);
  await rename(partial, finalPath);
  await sync(dirname(finalPath));
  return { path: finalPath, sizeBytes: (await stat(finalPath)).size, sha256: hash.digest('hex') };
}

/** Writes a small text and publishes it. */
export async function publishText(finalPath: string, text: string): Promise<PublishedFile> {
  const partial = partialPath(finalPath);
  try {
    await writeFile(partial, text, { mode: 0o600 });
    return await publishFile(partial, finalPath);
  } catch (error) {
    await rm(partial, { force: true });
    if (hasErrno(error, 'ENOSPC')) throw new AppError('disk_full', { cause: error });
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
