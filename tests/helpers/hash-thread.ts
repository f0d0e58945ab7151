import { openAsBlob } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { hashFile } from '#lib/client/upload/hash-file.ts';

/** The page's hashing in a thread of its own, as hash-worker.ts is in a browser. */
parentPort?.on('message', async (path: unknown) => {
  parentPort?.postMessage(await hashFile(await openAsBlob(z.string().parse(path))));
});
