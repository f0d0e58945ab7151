export type HashAnswer = { readonly sha256: string } | { readonly error: string };

/**
 * sha256 (hex) of a file, computed beside the page (reading and hashing 2 GB on
 * it would make every click wait).
 *
 * @throws Error where the file cannot be read or the browser lacks what it takes; the signal's reason when aborted.
 */
export function hashInWorker(file: Blob, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<string>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.addEventListener('error', (event) => reject(new Error(event.message || 'The hash worker failed')));
    worker.addEventListener('message', (event: MessageEvent<HashAnswer>) => {
      if ('sha256' in event.data) resolve(event.data.sha256);
      else reject(new Error(event.data.error));
    });
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}
