import { mkdir, statfs } from 'node:fs/promises';

/** Bytes that we may still write to the disk of this folder (which is made where it is missing). */
export async function freeDiskBytes(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
