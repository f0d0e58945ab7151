import { mkdir } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { ERRORS, type KvStore, Upload } from '@tus/server';
import { deleteUpload, getUpload, updateUpload } from '#db/repositories/uploads.ts';
import { AppError } from '../app-error.ts';
import type { Env } from '../env.ts';
import { sniffMedia } from '../media/sniff.ts';
import { paths } from '../paths.ts';
import { watchRoom } from '../storage/room.ts';
import type { UploadContext } from './context.ts';
import { locateUpload, partPath } from './locate.ts';
import { isDiskFull, writePart } from './part-writer.ts';
import { readRecord } from './record.ts';
import { removeUpload } from './remove.ts';

/** The database may be away when the store is made, and back later. */
export type ContextSource = () => Promise<UploadContext>;

/**
 * The library's file store with what it lacks: rows instead of info files
 * (which it writes non-atomically and reads torn ones as 404), the truth about
 * finished uploads, a look at the first 64 KB, a full disk told from other
 * failures. It has no expiry: the library's deletes finished uploads.
 */
export class PartStore extends FileStore {
  readonly #env: Env;
  readonly #context: ContextSource;

  constructor(env: Env, context: ContextSource) {
    super({ directory: paths.tusDir(env), configstore: rowStore(context) });
    this.#env = env;
    this.#context = context;
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
  }

  /** The row is there already (create.ts); a part that cannot be made takes it away again. */
  override async create(upload: Upload): Promise<Upload> {
    try {
      await mkdir(this.directory, { recursive: true });
      return await super.create(upload);
    } catch (error) {
      await this.remove(upload.id);
      if (isDiskFull(error)) throw new AppError('disk_full', { cause: error });
      throw error;
    }
  }

  override async write(source: Readable, id: string, offset: number): Promise<number> {
    const { db } = await this.#context();
    const row = await getUpload(db, id);
    if (!row) throw ERRORS.FILE_NOT_FOUND;
    // Nothing can follow, and the part may have moved already.
    if (offset >= row.sizeBytes) return offset;
    try {
      return await writePart({
        path: partPath(this.#env, id),
        offset,
        sizeBytes: row.sizeBytes,
        source,
        checkRoom: watchRoom(db, this.#env),
        checkHead: (head) => {
          if (!sniffMedia(head)) throw new AppError('unsupported_content');
        },
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'unsupported_content') await this.remove(id);
      throw error;
    }
  }

  override async getUpload(id: string): Promise<Upload> {
    const { db } = await this.#context();
    const row = await getUpload(db, id);
    if (!row) throw ERRORS.FILE_NOT_FOUND;
    const record = readRecord(row);
    const isEpisode = row.state === 'completed';
    const located = isEpisode ? null : await locateUpload(this.#env, id);
    if (!isEpisode && !located) throw ERRORS.FILE_NO_LONGER_EXISTS;
    return new Upload({
      id,
      size: row.sizeBytes,
      offset: located?.sizeBytes ?? row.sizeBytes,
      metadata: record.metadata,
      creation_date: record.createdAt,
      storage: { type: 'file', path: partPath(this.#env, id) },
    });
  }

  override async remove(id: string): Promise<void> {
    if (!(await removeUpload(await this.#context(), id))) throw ERRORS.FILE_NOT_FOUND;
  }

  /** Lengths are declared at creation: limits are checked there. */
  override async declareUploadLength(): Promise<void> {
    throw ERRORS.UNSUPPORTED_CREATION_DEFER_LENGTH_EXTENSION;
  }

  override async deleteExpired(): Promise<number> {
    throw ERRORS.UNSUPPORTED_EXPIRATION_EXTENSION;
  }
}

/** The library's key-value view of our rows. What it would store is in the row before it asks. */
function rowStore(context: ContextSource): KvStore<Upload> {
  return {
    async get(id) {
      const { db } = await context();
      const row = await getUpload(db, id);
      if (!row) return undefined;
      const record = readRecord(row);
      return new Upload({
        id,
        size: row.sizeBytes,
        offset: 0,
        metadata: record.metadata,
        creation_date: record.createdAt,
      });
    },
    async set(id) {
      const { db } = await context();
      // Canceled between its row and its part.
      if (!(await updateUpload(db, id, {}))) throw ERRORS.FILE_NOT_FOUND;
    },
    async delete(id) {
      const { db } = await context();
      await deleteUpload(db, id);
    },
  };
}
