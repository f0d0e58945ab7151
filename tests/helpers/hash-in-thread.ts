import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';

/**
 * sha256 (hex) of the file at this path by the page's own code, beside the
 * thread that sends. (A path, since Node 24 dies of a Blob of a file that is read
 * in another thread.)
 */
export async function hashInThread(path: string): Promise<string> {
  const thread = new Worker(new URL('./hash-thread.ts', import.meta.url));
  try {
    const answer = once(thread, 'message');
    thread.postMessage(path);
    const [sha256] = await answer;
    return z.string().parse(sha256);
  } finally {
    await thread.terminate();
  }
}
