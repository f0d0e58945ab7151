import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasErrno } from '../app-error.ts';
import { syncDir, syncFile } from './sync.ts';

/**
 * Moves a file so that the new name holds the whole content or does not exist,
 * also after a power cut, also across disks (there: copy, sync, rename). May be
 * repeated after a crash at any point.
 *
 * @throws the error of the file system; the source is still there then.
 */
export async function moveFileDurably(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  await mkdir(folder, { recursive: true });
  await syncDir(dirname(folder));
  await syncFile(from);
  try {
    await rename(from, to);
  } catch (error) {
    if (!hasErrno(error, 'EXDEV')) throw error;
    await copyAcross(from, to);
  }
  await syncDir(folder);
}

async function copyAcross(from: string, to: string): Promise<void> {
  const partial = `${to}.partial`;
  try {
    await copyFile(from, partial);
    await syncFile(partial);
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await syncDir(dirname(to));
  await rm(from);
}
