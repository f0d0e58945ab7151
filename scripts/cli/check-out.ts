import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasErrno } from '#lib/server/app-error.ts';
import { UsageError } from './arguments.ts';

/**
 * Looks whether the result can be written, before an hour of work that would be lost. Makes nothing: bad input leaves
 * nothing behind.
 *
 * @param path absolute; a folder, or a file in a folder, that need not be there yet
 * @throws UsageError
 */
export async function checkOut(path: string, kind: 'folder' | 'file'): Promise<void> {
  const there = await kindOf(path);
  if (there !== null && there !== kind) throw new UsageError(`--out ${path} is a ${there}, not a ${kind}`);
  let folder = there === 'folder' ? path : dirname(path);
  for (let found = await kindOf(folder); found !== 'folder'; found = await kindOf(folder)) {
    if (found === 'file') throw new UsageError(`--out ${path} cannot be made: ${folder} is no folder`);
    folder = dirname(folder);
  }
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new UsageError(`--out ${path} cannot be written: no right to write in ${folder}`, { cause: error });
  }
}

async function kindOf(path: string): Promise<'folder' | 'file' | null> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    // ENOTDIR: something further up is a file; the walk comes there.
    if (hasErrno(error, 'ENOENT') || hasErrno(error, 'ENOTDIR')) return null;
    throw error;
  }
}
