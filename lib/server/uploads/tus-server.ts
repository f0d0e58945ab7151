import { mkdir } from 'node:fs/promises';
import { Server } from '@tus/server';
import { isId, newId } from '#lib/shared/ids.ts';
import { AppError } from '../app-error.ts';
import type { AppContext } from '../context.ts';
import { paths } from '../paths.ts';
import type { UploadContext } from './context.ts';
import { createUploadRow } from './create.ts';
import { finaliseUpload } from './finalise.ts';
import { UploadLocker } from './locker.ts';
import { PartStore } from './part-store.ts';
import { tusFailure } from './tus-failure.ts';

export const UPLOAD_PATH = '/api/upload';

export interface UploadServer {
  readonly server: Server;
  readonly locker: UploadLocker;
  /** Why a request failed: the library only hands on texts. */
  readonly failures: WeakMap<object, AppError>;
}

/** `globalThis`: a second server (each route bundle, each reload has its own modules) would not know the first one's locks. */
const holder: typeof globalThis & { podpromoUploads?: WeakMap<AppContext, Promise<UploadServer>> } = globalThis;
holder.podpromoUploads ??= new WeakMap();
const servers = holder.podpromoUploads;

/** The one tus server of this context. Where it cannot be made, the next caller tries again. */
export function getUploadServer(app: AppContext): Promise<UploadServer> {
  const before = servers.get(app);
  if (before) return before;
  const server = createUploadServer(app).catch((error: unknown) => {
    servers.delete(app);
    throw error;
  });
  servers.set(app, server);
  return server;
}

/** What upload services work with, for one request. */
export async function uploadContext(app: AppContext): Promise<UploadContext> {
  return { env: app.env, logger: app.logger, db: await app.database() };
}

async function createUploadServer(app: AppContext): Promise<UploadServer> {
  const { env, logger } = app;
  const context = () => uploadContext(app);
  // The store makes it, too, but a failure there would end the process.
  await mkdir(paths.tusDir(env), { recursive: true });
  const locker = new UploadLocker();
  const failures = new WeakMap<object, AppError>();
  const server = new Server({
    path: UPLOAD_PATH,
    datastore: new PartStore(env, context),
    locker,
    maxSize: env.maxFileBytes,
    relativeLocation: true,
    respectForwardedHeaders: false,
    disableTerminationForFinishedUploads: true,
    // A function, since with none the library allows every origin.
    allowedOrigins: (origin) => env.allowedOrigins.includes(origin),
    namingFunction: () => newId(),
    getFileIdFromRequest: (request) => uploadIdOf(request.url),
    async onUploadCreate(_request, upload) {
      const metadata = await createUploadRow(await context(), {
        id: upload.id,
        sizeBytes: upload.size ?? Number.NaN,
        metadata: upload.metadata,
      });
      return { metadata: { filename: metadata.fileName, fingerprint: metadata.fingerprint } };
    },
    async onUploadFinish(_request, upload) {
      try {
        await finaliseUpload(await context(), upload.id);
      } catch (error) {
        if (error instanceof AppError && error.status < 500) throw error;
        // All bytes are here and safe: the page's `complete` and the sweep try again.
        logger.warn({ err: error, uploadId: upload.id }, 'upload arrived but is not an episode yet');
      }
      return {};
    },
    onResponseError(request, error) {
      const failure = tusFailure(error);
      failures.set(request, failure);
      return { status_code: failure.status, body: failure.code };
    },
  });
  return { server, locker, failures };
}

/** The id in `/api/upload/{id}`; undefined for anything else, however it is encoded. */
function uploadIdOf(url: string): string | undefined {
  const { pathname } = new URL(url);
  const id = pathname.startsWith(`${UPLOAD_PATH}/`) ? pathname.slice(UPLOAD_PATH.length + 1) : '';
  return isId(id) ? id : undefined;
}
