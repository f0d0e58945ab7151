import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { hasErrno } from '#lib/server/app-error.ts';

/** A small disk of its own that a test can fill up. */
export interface SmallDisk {
  readonly dir: string;
  /** Takes all the room but `leaveBytes`. */
  fill(leaveBytes?: number): Promise<void>;
  /** Gives the room back. */
  free(): Promise<void>;
  dispose(): Promise<void>;
}

const BLOCK = Buffer.alloc(64 * 1024, 1);

/** A tmpfs of this size; null where we may not mount one (that needs root). */
export async function mountSmallDisk(sizeBytes: number): Promise<SmallDisk | null> {
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-disk-'));
  const options = ['-t', 'tmpfs', '-o', `size=${sizeBytes},mode=0700`, 'tmpfs', dir];
  const { exitCode } = await execa('mount', options, { reject: false });
  if (exitCode !== 0) {
    await rm(dir, { recursive: true, force: true });
    return null;
  }
  const filler = join(dir, 'filler');
  const free = () => rm(filler, { force: true });
  return {
    dir,
    free,
    async fill(leaveBytes = 0) {
      const file = await open(filler, 'a');
      let written = 0;
      try {
        for (;;) written += (await file.write(BLOCK)).bytesWritten;
      } catch (error) {
        if (!hasErrno(error, 'ENOSPC')) throw error;
        await file.truncate(Math.max(0, written - leaveBytes));
      } finally {
        await file.close();
      }
    },
    async dispose() {
      await execa('umount', ['-l', dir], { reject: false });
      await rm(dir, { recursive: true, force: true });
    },
  };
}
