import { createHash, randomBytes } from 'node:crypto';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasErrno } from '../app-error.ts';
import { namesIn } from '../storage/folder.ts';
import { sha256OfFile } from '../storage/sha256.ts';
import { syncDir, syncFile } from '../storage/sync.ts';

const BUFFER_BYTES = 1024 * 1024;
const SHA256 = /^[0-9a-f]{64}$/;

/** Files by the sha256 of their bytes, so that each content is kept once however many backups hold it. */
export class ObjectStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  #place(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }

  async has(sha256: string, sizeBytes: number): Promise<boolean> {
    try {
      return (await stat(this.#place(sha256))).size === sizeBytes;
    } catch (error) {
      if (hasErrno(error, 'ENOENT')) return false;
      throw error;
    }
  }

  /**
   * Takes a file in, reading it once. What is there already is not written again.
   *
   * @throws the file system's error, e.g. `ENOENT` where the file is gone; nothing is left behind then.
   */
  async put(path: string, signal?: AbortSignal): Promise<{ sha256: string; sizeBytes: number; isNew: boolean }> {
    await mkdir(this.#folder, { recursive: true });
    const partial = join(this.#folder, `.${randomBytes(8).toString('hex')}.partial`);
    try {
      const taken = await copyHashing(path, partial, signal);
      const place = this.#place(taken.sha256);
      if (await this.has(taken.sha256, taken.sizeBytes)) return { ...taken, isNew: false };
      await mkdir(dirname(place), { recursive: true });
      await rename(partial, place);
      await syncDir(dirname(place));
      return { ...taken, isNew: true };
    } finally {
      await rm(partial, { force: true });
    }
  }

  /** Whether the object still holds what its name says. */
  async isSound(sha256: string): Promise<boolean> {
    try {
      return (await sha256OfFile(this.#place(sha256))) === sha256;
    } catch (error) {
      if (hasErrno(error, 'ENOENT')) return false;
      throw error;
    }
  }

  /** Puts a copy of an object in its place, whole or not at all. */
  async get(sha256: string, target: string): Promise<void> {
    await mkdir(dirname(target), { recursive: true });
    const partial = `${target}.partial`;
    try {
      await copyFile(this.#place(sha256), partial);
      await syncFile(partial);
      await rename(partial, target);
    } finally {
      await rm(partial, { force: true });
    }
    await syncDir(dirname(target));
  }

  /** Removes the objects that nobody needs, and what killed backups left. @returns how many bytes that freed. */
  async prune(needed: ReadonlySet<string>): Promise<number> {
    let freedBytes = 0;
    for (const entry of await namesIn(this.#folder)) {
      const path = join(this.#folder, entry);
      if (entry.endsWith('.partial')) {
        await rm(path, { force: true });
        continue;
      }
      for (const name of (await namesIn(path)).filter((name) => SHA256.test(name) && !needed.has(name))) {
        freedBytes += (await stat(join(path, name))).size;
        await rm(join(path, name));
      }
    }
    return freedBytes;
  }
}

async function copyHashing(from: string, to: string, signal: AbortSignal | undefined) {
  const hash = createHash('sha256');
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
      let sizeBytes = 0;
      for (;;) {
        signal?.throwIfAborted();
        const { bytesRead } = await source.read(buffer, 0, BUFFER_BYTES, null);
        if (bytesRead === 0) break;
        const part = buffer.subarray(0, bytesRead);
        hash.update(part);
        await target.writeFile(part);
        sizeBytes += bytesRead;
      }
      await target.sync();
      return { sha256: hash.digest('hex'), sizeBytes };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
