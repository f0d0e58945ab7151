import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listAssetsAfter } from '#db/repositories/assets.ts';
import type { AssetRow } from '#db/rows.ts';
import { openSnapshot } from '#db/snapshot.ts';
import type { Database } from '#db/types.ts';
import { readTable, tableNames } from '#db/whole-tables.ts';
import { AppError, hasErrno } from '../app-error.ts';
import { writeJsonAtomic } from '../atomic-json.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { assetPath, BACKUP_WORK, paths } from '../paths.ts';
import { changedAt } from '../storage/folder.ts';
import { syncDir } from '../storage/sync.ts';
import { VERSION } from '../version.ts';
import {
  backupPaths,
  listSnapshots,
  readManifest,
  removePartialSnapshots,
  snapshotName,
  withBackupLock,
} from './backup-folder.ts';
import { brandFiles } from './brand-files.ts';
import type { BackupFile, Manifest } from './manifest.ts';
import { ObjectStore } from './object-store.ts';
import { pruneBackups } from './prune-backups.ts';
import { writeRows } from './rows-file.ts';

export interface BackupOptions {
  readonly env: Env;
  readonly logger: Logger;
  /** The folder of backups; better on another disk. */
  readonly dir: string;
  /** So many stay, the latest ones; all where not given. */
  readonly keep?: number;
  readonly signal?: AbortSignal;
  /** 0-100 of the bytes of the files. */
  readonly onProgress?: (percent: number) => void;
}

export interface BackupResult {
  readonly name: string;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  /** Bytes that no backup before it held. */
  readonly newBytes: number;
  readonly missing: number;
  readonly removed: readonly string[];
}

/** Files change while they are copied where clips are rendered again: then rows and files are taken anew. */
const TRIES = 3;
const ASSETS_PER_PAGE = 500;
/** Rows of running processes say nothing about another day. */
const PASSING: ReadonlySet<string> = new Set(['workers', 'storageReservations']);

/**
 * Takes everything that the installation knows and holds, while it runs: all
 * rows as of one moment, then every file that they tell of. Contents that an
 * earlier backup holds are not written again. Uploads that are not finished are
 * left out: their person still has the file.
 *
 * @throws AppError `backup_busy`, `disk_full`, `database_unavailable`; the signal's reason.
 */
export async function createBackup(options: BackupOptions): Promise<BackupResult> {
  return withBackupLock(options.dir, async () => {
    try {
      await removePartialSnapshots(options.dir);
      const made = await makeSnapshot(options);
      const removed = options.keep === undefined ? [] : await pruneBackups(options.dir, options.keep);
      return { ...made, removed };
    } catch (error) {
      if (hasErrno(error, 'ENOSPC')) throw new AppError('disk_full', { detail: options.dir, cause: error });
      throw error;
    }
  });
}

async function makeSnapshot(options: BackupOptions): Promise<Omit<BackupResult, 'removed'>> {
  const { dir } = options;
  const createdAt = Date.now();
  const name = snapshotName(createdAt);
  const partial = join(backupPaths.snapshots(dir), `.${name}.partial`);
  const before = await filesBefore(dir);
  try {
    for (let tries = 1; ; tries += 1) {
      await rm(partial, { recursive: true, force: true });
      await mkdir(partial, { recursive: true, mode: 0o700 });
      const taken = await take(options, partial, before);
      if (taken.stale && tries < TRIES) continue;
      const { tables, files, missing, dialect, newBytes } = taken;
      const manifest: Manifest = { format: 1, version: VERSION, createdAt, dialect, tables, files, missing };
      await writeJsonAtomic(join(partial, 'manifest.json'), manifest, { durable: true });
      await rename(partial, backupPaths.snapshot(dir, name));
      await syncDir(backupPaths.snapshots(dir));
      const bytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      return { name, rows, files: files.length, bytes, newBytes, missing: missing.length };
    }
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

interface Taken extends Pick<Manifest, 'tables' | 'files' | 'missing' | 'dialect'> {
  readonly newBytes: number;
  /** Rows and files are of different moments. */
  readonly stale: boolean;
}

async function take(options: BackupOptions, folder: string, before: ReadonlyMap<string, BackupFile>): Promise<Taken> {
  const { env, logger } = options;
  // Workers that start leave it alone while this process lives (`removeDeadWorkFolders`).
  const work = join(paths.workDir(env), `${BACKUP_WORK}${process.pid}`);
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    const db = await openSnapshot(env, work, logger);
    try {
      const tables: Manifest['tables'] = [];
      for (const name of tableNames().filter((table) => !PASSING.has(table))) {
        const file = `${name}.jsonl`;
        const rows = name === 'uploads' ? finishedOnly(readTable(db, name)) : readTable(db, name);
        tables.push({ name, file, ...(await writeRows(join(folder, file), rows)) });
      }
      return { tables, dialect: db.dialect, ...(await takeFiles(options, db, before)) };
    } finally {
      await db.close();
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function takeFiles(options: BackupOptions, db: Database, before: ReadonlyMap<string, BackupFile>) {
  const { env, dir, signal, onProgress } = options;
  const store = new ObjectStore(backupPaths.objects(dir));
  const ofBrands = (await brandFiles(db, env)).map((file) => ({ ...file, sizeBytes: file.sizeBytes ?? 0 }));
  const assets = [...(await allAssets(db)), ...ofBrands];
  const total = assets.reduce((sum, asset) => sum + asset.sizeBytes, 0);
  const files: BackupFile[] = [];
  const missing: Manifest['missing'] = [];
  let [done, newBytes] = [0, 0];
  let stale = false;
  for (const asset of assets) {
    signal?.throwIfAborted();
    const { root, path } = asset;
    try {
      const source = assetPath(env, asset);
      const { size, mtimeMs } = await stat(source);
      const known = before.get(`${root}/${path}`);
      const same = known?.sizeBytes === size && known.changedAt === mtimeMs && (await store.has(known.sha256, size));
      const taken = same && known ? { ...known, isNew: false } : await store.put(source, signal);
      if (taken.isNew) newBytes += taken.sizeBytes;
      if (taken.sizeBytes !== asset.sizeBytes || (await changedAt(source, mtimeMs)) !== mtimeMs) stale = true;
      files.push({ root, path, sizeBytes: taken.sizeBytes, changedAt: mtimeMs, sha256: taken.sha256 });
    } catch (error) {
      const gone = hasErrno(error, 'ENOENT') || (error instanceof AppError && error.code === 'asset_not_found');
      if (!gone) throw error;
      missing.push({ root, path });
      stale = true;
    }
    done += asset.sizeBytes;
    onProgress?.(total > 0 ? (100 * done) / total : 100);
  }
  return { files, missing, newBytes, stale };
}

async function allAssets(db: Database): Promise<AssetRow[]> {
  const all: AssetRow[] = [];
  for (;;) {
    const page = await listAssetsAfter(db, all.at(-1)?.id ?? '', ASSETS_PER_PAGE);
    all.push(...page);
    if (page.length < ASSETS_PER_PAGE) return all;
  }
}

async function* finishedOnly<Row extends Readonly<Record<string, unknown>>>(rows: AsyncIterable<Row>) {
  for await (const row of rows) if (row.state === 'completed') yield row;
}

/** What the latest backup knows of each file; nothing where it cannot be read, which only costs time. */
async function filesBefore(dir: string): Promise<Map<string, BackupFile>> {
  const latest = (await listSnapshots(dir)).at(-1);
  if (latest === undefined) return new Map();
  try {
    const { files } = await readManifest(dir, latest);
    return new Map(files.map((file) => [`${file.root}/${file.path}`, file]));
  } catch (error) {
    if (error instanceof AppError) return new Map();
    throw error;
  }
}
