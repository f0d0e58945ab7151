/** A sender that is silent for so long is gone (half-open lines report nothing). */
const STALL_MS = 60_000;
/** What is read of a refused body so that its sender gets to read the answer. */
const DRAIN_BYTES = 64 * 1024 * 1024;
const DRAIN_MS = 30_000;

export interface WatchedRequest {
  /** The request to hand on: its body ends with an error when the sender falls silent. */
  readonly request: Request;
  /**
   * Reads and drops what nobody wanted, in the background and up to a limit. An
   * answer sent into a connection that is then reset never reaches the page,
   * which would try the same upload again.
   */
  drain(): void;
}

/** Keeps hold of a request's body when the tus server gives it up in the middle. */
export function watchBody(request: Request, stallMs = STALL_MS): WatchedRequest {
  const reader = request.body?.getReader();
  if (!reader) return { request, drain: () => undefined };
  let state: 'open' | 'over' | 'given up' = 'open';
  const giveUp = (reason: string) => {
    if (state !== 'open') return;
    state = 'given up';
    clearTimeout(stall);
    // The sender may be gone already; there is nothing left to tell it.
    reader.cancel(new Error(reason)).catch(() => undefined);
  };
  const stall = setTimeout(() => giveUp('The sender fell silent'), stallMs);
  const over = () => {
    state = 'over';
    clearTimeout(stall);
  };
  const read = async () => {
    stall.refresh();
    try {
      const result = await reader.read();
      if (state === 'given up') throw new Error('The sender fell silent');
      if (result.done) over();
      return result;
    } catch (error) {
      if (state === 'open') over();
      throw error;
    }
  };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  const { method, headers, url } = request;
  // The type of the browser's fetch does not know what Node wants for a body that is still coming.
  const init: RequestInit & { duplex: 'half' } = { method, headers, body, duplex: 'half' };
  return {
    request: new Request(url, init),
    drain: () => {
      if (state === 'open') drainRest(read, () => giveUp('The body was refused'));
    },
  };
}

function drainRest(read: () => Promise<{ done: boolean; value?: Uint8Array }>, stop: () => void): void {
  const deadline = setTimeout(stop, DRAIN_MS);
  const run = async () => {
    for (let dropped = 0; dropped < DRAIN_BYTES; ) {
      const { done, value } = await read();
      if (done) return;
      dropped += value?.byteLength ?? 0;
    }
    stop();
  };
  // A sender that goes away while we read is what we wait for.
  run()
    .catch(stop)
    .finally(() => clearTimeout(deadline));
}
