import { open } from 'node:fs/promises';
import { hasErrno } from '../app-error.ts';

/** Has the file's content on the disk when it resolves. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Has new, renamed and removed names of the folder on the disk when it resolves. */
export async function syncDir(path: string): Promise<void> {
  try {
    const dir = await open(path, 'r');
    try {
      await dir.sync();
    } finally {
      await dir.close();
    }
  } catch (error) {
    // Some systems (Windows, some network disks) do not sync folders; they order these changes themselves.
    if (!['EINVAL', 'EPERM', 'EISDIR', 'ENOTSUP'].some((code) => hasErrno(error, code))) throw error;
  }
}
