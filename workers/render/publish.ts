import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, hasErrno } from '#lib/server/app-error.ts';
import { freeDiskBytes } from '#lib/server/storage/disk.ts';
import { sha256OfFile } from '#lib/server/storage/sha256.ts';
import { syncDir, syncFile } from '#lib/server/storage/sync.ts';

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
  if ((await freeDiskBytes(folder)) < bytes * 1.2) throw new AppError('disk_full');
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
  const sha256 = await sha256OfFile(partial);
  await syncFile(partial);
  await rename(partial, finalPath);
  await syncDir(dirname(finalPath));
  return { path: finalPath, sizeBytes: (await stat(finalPath)).size, sha256 };
}

/** Writes a small text and publishes it. */
export function publishText(finalPath: string, text: string): Promise<PublishedFile> {
  return publishData(finalPath, text);
}

/** Writes what is in memory and publishes it. */
export async function publishData(finalPath: string, data: string | Uint8Array): Promise<PublishedFile> {
  const partial = partialPath(finalPath);
  try {
    await writeFile(partial, data, { mode: 0o600 });
    return await publishFile(partial, finalPath);
  } catch (error) {
    await rm(partial, { force: true });
    if (hasErrno(error, 'ENOSPC')) throw new AppError('disk_full', { cause: error });
    throw error;
  }
}
