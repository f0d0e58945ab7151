import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ServerResponse } from 'node:http';

/**
 * Next takes Content-Length off every answer of a route handler (it cannot know whether a body was
 * decoded on the way). Players and download managers want it, Safari refuses to play without it. So
 * the answer of the running request is kept at hand, as Node's own diagnostics channel tells of it.
 */
const holder: typeof globalThis & { podpromoResponses?: AsyncLocalStorage<ServerResponse> } = globalThis;

/** Called once when the server starts (instrumentation.ts), before the first request. */
export function watchResponses(): void {
  if (holder.podpromoResponses) return;
  const responses = new AsyncLocalStorage<ServerResponse>();
  holder.podpromoResponses = responses;
  subscribe('http.server.request.start', (message) => {
    if (typeof message !== 'object' || message === null || !('response' in message)) return;
    // Published in the same turn in which the server then calls its handler.
    if (message.response instanceof ServerResponse) responses.enterWith(message.response);
  });
}

/** Has the running request's answer say how long its body is. Nothing happens outside of a server. */
export function keepContentLength(response: Response): void {
  const length = response.headers.get('content-length');
  const raw = holder.podpromoResponses?.getStore();
  if (length !== null && raw && !raw.headersSent) raw.setHeader('content-length', length);
}
