import { readdir, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno } from './app-error.ts';

/** Numbers of other processes that have this file open. None where the system does not tell: Linux does, of our own. */
export async function holdersOf(file: string): Promise<number[]> {
  const path = await orEmpty(() => realpath(file), '');
  if (path === '') return [];
  const holders: number[] = [];
  for (const name of await orEmpty(() => readdir('/proc'), [])) {
    const pid = Number(name);
    if (!Number.isSafeInteger(pid) || pid === process.pid) continue;
    const folder = join('/proc', name, 'fd');
    const open = await orEmpty(() => readdir(folder), []);
    const places = await Promise.all(open.map((fd) => orEmpty(() => readlink(join(folder, fd)), '')));
    if (places.includes(path)) holders.push(pid);
  }
  return holders;
}

/** It ended since, is another user's, or there is no such thing here. */
async function orEmpty<T>(run: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'ENOTDIR', 'EINVAL'].some((code) => hasErrno(error, code)))
      return otherwise;
    throw error;
  }
}
