import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasErrno } from '#lib/server/app-error.ts';

const TOUCH_MS = 2_000;
/** A lock that nobody touched for this long belongs to a process that is gone. */
const STALE_MS = 15_000;
const LOOK_MS = 250;

/**
 * Runs `work` while no other process holds the lock of this path: several
 * workers and commands share one data folder, and only one of them builds or
 * downloads. The lock is a folder, which is made in one step everywhere.
 *
 * @throws the signal's reason while waiting.
 */
export async function withFolderLock<T>(
  path: string,
  options: { signal: AbortSignal; onWait?: () => void },
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  let told = false;
  while (!(await take(path))) {
    if (!told) options.onWait?.();
    told = true;
    await sleep(LOOK_MS, undefined, { signal: options.signal });
  }
  let lost = false;
  const touching = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {
      lost = true; // taken from us after a long halt; the publication by rename is safe all the same
    });
  }, TOUCH_MS);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    if (!lost) await rm(path, { recursive: true, force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (error) {
    if (!hasErrno(error, 'EEXIST')) throw error;
  }
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error; // given back in the meantime: the next look takes it
  }
  return false;
}
