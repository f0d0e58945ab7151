import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, hasErrno } from '#lib/server/app-error.ts';

/** Where the official weights lie. */
export const HUB = 'https://huggingface.co/ggerganov/whisper.cpp/resolve/main';

const CONNECT_MS = 10_000;
const STALL_MS = 30_000;
const MOST_IN_VAIN = 3;
const MAX_REDIRECTS = 5;

export interface DownloadOptions {
  readonly url: string;
  /** Appears only when it is whole and its checksum is right. */
  readonly target: string;
  readonly signal: AbortSignal;
  readonly onPercent?: (percent: number) => void;
  /** Of a small file, for which the hub gives none. */
  readonly sha256?: string;
}

/** The hub cannot be reached, or has no such file: another road may do. */
export class UnreachableError extends Error {}

/**
 * Downloads a file of the hub. An interrupted download goes on where it
 * stopped, also after a restart. The checksum is the one that the hub itself
 * gives for the file (`x-linked-etag`: sha256 of large files).
 *
 * @returns that checksum
 * @throws UnreachableError; AppError `model_damaged` where the checksum differs, `disk_full`; the signal's reason.
 */
export async function downloadFromHub(options: DownloadOptions): Promise<string> {
  const { target, signal } = options;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const facts = await fileFacts(options.url, options.sha256, signal);
  // Named by its checksum: parts of two versions are never joined.
  const partial = join(dirname(target), `.${facts.sha256.slice(0, 16)}.partial`);
  try {
    await fetchAll(options, facts, partial);
    if ((await sha256Of(partial)) !== facts.sha256) {
      await rm(partial, { force: true });
      throw new AppError('model_damaged', { cause: new Error(`${options.url}: the checksum differs`) });
    }
    await rename(partial, target);
    return facts.sha256;
  } catch (error) {
    if (hasErrno(error, 'ENOSPC')) throw new AppError('disk_full', { cause: error });
    throw error;
  }
}

interface FileFacts {
  readonly sha256: string;
  readonly sizeBytes: number;
}

async function fileFacts(url: string, known: string | undefined, signal: AbortSignal): Promise<FileFacts> {
  const { response, linked } = await request(url, 'HEAD', {}, signal);
  await response.body?.cancel();
  const sha256 = known ?? /[0-9a-f]{64}/.exec(linked.etag ?? '')?.[0];
  const sizeBytes = Number(linked.size ?? response.headers.get('content-length'));
  if (!response.ok || !sha256 || !(sizeBytes > 0)) {
    throw new UnreachableError(`${url} answered ${response.status}, ${sha256 ? 'no size' : 'no checksum'}`);
  }
  return { sha256, sizeBytes };
}

async function fetchAll(options: DownloadOptions, facts: FileFacts, partial: string): Promise<void> {
  let lastError: unknown;
  // A line that drops goes on at once; one that gives nothing at all is given up.
  for (let vain = 0; vain < MOST_IN_VAIN; ) {
    options.signal.throwIfAborted();
    const have = await sizeOf(partial);
    if (have > facts.sizeBytes) await rm(partial, { force: true });
    else if (have === facts.sizeBytes) return;
    try {
      await fetchRest(options, facts, partial);
    } catch (error) {
      options.signal.throwIfAborted();
      if (hasErrno(error, 'ENOSPC')) throw error;
      lastError = error;
    }
    vain = (await sizeOf(partial)) > have ? 0 : vain + 1;
  }
  if ((await sizeOf(partial)) === facts.sizeBytes) return;
  throw new UnreachableError(`${options.url}: the download broke off`, { cause: lastError });
}

async function fetchRest(options: DownloadOptions, facts: FileFacts, partial: string): Promise<void> {
  const have = await sizeOf(partial);
  const headers: Record<string, string> = have > 0 ? { range: `bytes=${have}-` } : {};
  const { response } = await request(options.url, 'GET', headers, options.signal);
  const resumed = response.status === 206;
  if (!response.ok || !response.body) throw new UnreachableError(`${options.url} answered ${response.status}`);
  const file = await open(partial, resumed ? 'a' : 'w', 0o600);
  try {
    await store(response.body, file, resumed ? have : 0, facts, options);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function store(
  body: ReadableStream<Uint8Array>,
  file: FileHandle,
  from: number,
  facts: FileFacts,
  options: DownloadOptions,
): Promise<void> {
  let done = from;
  const reader = body.getReader();
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (Date.now() - heard > STALL_MS) reject(new UnreachableError('the download stalled'));
    }, 1000);
  });
  let heard = Date.now();
  try {
    for (;;) {
      const { done: end, value } = await Promise.race([reader.read(), stalled]);
      if (end) return;
      heard = Date.now();
      await file.write(value);
      done += value.byteLength;
      options.onPercent?.(Math.min(100, (done / facts.sizeBytes) * 100));
    }
  } finally {
    clearInterval(timer);
    await reader.cancel().catch(() => undefined); // the line is gone already
  }
}

interface Answer {
  readonly response: Response;
  readonly linked: { etag: string | null; size: string | null };
}

/** Follows redirects by hand: the checksum is in the first answer, the bytes are in the last. */
async function request(
  url: string,
  method: 'HEAD' | 'GET',
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer> {
  const linked: Answer['linked'] = { etag: null, size: null };
  let address = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const connect = new AbortController();
    const timer = setTimeout(() => connect.abort(new UnreachableError(`${address} does not answer`)), CONNECT_MS);
    let response: Response;
    try {
      response = await fetch(address, {
        method,
        // Compressed, the length would not be the file's.
        headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'podpromo' },
        redirect: 'manual',
        signal: AbortSignal.any([signal, connect.signal]),
      });
    } catch (error) {
      signal.throwIfAborted();
      throw new UnreachableError(`${address} cannot be reached`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
    linked.etag ??= response.headers.get('x-linked-etag');
    linked.size ??= response.headers.get('x-linked-size');
    const location = response.headers.get('location');
    const answered = response.status < 300 || response.status >= 400 || !location;
    if (answered || (method === 'HEAD' && linked.etag && linked.size)) {
      return { response: method === 'HEAD' && linked.etag ? okResponse(response) : response, linked };
    }
    await response.body?.cancel();
    address = new URL(location, address).href;
  }
  throw new UnreachableError(`${url} redirects too often`);
}

function okResponse(response: Response): Response {
  return response.status < 400 ? new Response(null, { status: 200, headers: response.headers }) : response;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return 0;
    throw error;
  }
}

/** The sha256 of a file, in hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
