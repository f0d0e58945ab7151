import { describe, expect, it, vi } from 'vitest';
import { watchBody } from '#lib/server/uploads/request-body.ts';
import { waitFor } from '#tests/helpers/wait.ts';

/** A body of so many chunks that counts what is taken and tells when it is given up. */
function bodyOf(chunks: number, onCancel: (reason: unknown) => void = () => undefined) {
  const taken = { chunks: 0, ended: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (taken.chunks === chunks) {
          taken.ended = true;
          return controller.close();
        }
        taken.chunks += 1;
        controller.enqueue(new Uint8Array(1000));
      },
      cancel: onCancel,
    },
    { highWaterMark: 0 },
  );
  const init: RequestInit & { duplex: 'half' } = { method: 'PATCH', body, duplex: 'half' };
  return { request: new Request('http://localhost/x', init), taken };
}

describe('the body of an upload', () => {
  it('passes through as it is', async () => {
    const { request, taken } = bodyOf(5);
    const watched = watchBody(request);
    expect((await watched.request.arrayBuffer()).byteLength).toBe(5000);
    watched.drain();
    expect(taken.ended).toBe(true);
  });

  it('is read to its end when it was refused, so that the sender gets the answer', async () => {
    const { request, taken } = bodyOf(50);
    const watched = watchBody(request);
    const reader = watched.request.body?.getReader();
    await reader?.read();
    watched.drain();
    await waitFor(() => taken.ended, { what: 'the rest of the body' });
    expect(taken.chunks).toBe(50);
  });

  it('ends with an error when the sender falls silent', async () => {
    const cancel = vi.fn();
    const body = new ReadableStream<Uint8Array>({ cancel });
    const init: RequestInit & { duplex: 'half' } = { method: 'PATCH', body, duplex: 'half' };
    const watched = watchBody(new Request('http://localhost/x', init), 30);
    await expect(watched.request.arrayBuffer()).rejects.toThrow();
    expect(cancel).toHaveBeenCalledOnce();
    watched.drain();
  });

  it('a request without a body stays what it is', () => {
    const request = new Request('http://localhost/x', { method: 'HEAD' });
    expect(watchBody(request).request).toBe(request);
  });
});
