import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '#db/client.ts';
import { fillDatabase } from '#db/fill.ts';
import { migrate } from '#db/migrate.ts';
import { listEpisodes, listTrash } from '#db/repositories/episodes.ts';
import { listWorkers } from '#db/repositories/workers.ts';
import { databaseTarget } from '#db/target.ts';
import { insertRows, readTable, tableNames, type WholeRow } from '#db/whole-tables.ts';
import { AppError } from '../app-error.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { holdersOf } from '../open-files.ts';
import { assetPath } from '../paths.ts';
import { sha256OfFile } from '../storage/sha256.ts';
import { backupPaths, listSnapshots, readManifest, withBackupLock } from './backup-folder.ts';
import type { Manifest } from './manifest.ts';
import { ObjectStore } from './object-store.ts';
import { readRows } from './rows-file.ts';

export interface RestoreOptions {
  readonly env: Env;
  readonly logger: Logger;
  readonly dir: string;
  /** Which backup; the latest where not given. */
  readonly name?: string;
  /** Also where there are episodes already: they are gone afterwards. */
  readonly replace: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (percent: number) => void;
}

export interface RestoreResult {
  readonly name: string;
  readonly rows: number;
  readonly files: number;
  /** What was missing already when the backup was made. */
  readonly missing: readonly string[];
  /** Where the SQLite file of before went, or null. */
  readonly replaced: string | null;
}

/** A worker that was heard of so lately is taken for alive: longer than its lease. */
const ALIVE_MS = 90_000;
const ROWS_AT_ONCE = 500;

/**
 * Brings an installation back from a backup, on either database. The whole
 * backup is checked before anything is changed; files come first, then all rows
 * at once. Jobs that were running are queued again, and what is in the trash has its days before it.
 *
 * @throws AppError `backup_missing`, `backup_damaged`, `backup_newer`, `backup_busy`, `restore_not_empty`, `restore_running`
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreResult> {
  const { env, logger, dir } = options;
  const names = await listSnapshots(dir);
  const name = options.name ?? names.at(-1);
  if (name === undefined || !names.includes(name))
    throw new AppError('backup_missing', { detail: options.name ?? dir });
  return withBackupLock(dir, async () => {
    const manifest = await readManifest(dir, name);
    await checkBackup(dir, name, manifest, options);
    await checkTarget(options);
    const store = new ObjectStore(backupPaths.objects(dir));
    for (const file of manifest.files) {
      options.signal?.throwIfAborted();
      await store.get(file.sha256, assetPath(env, file));
    }
    const replaced = await fillDatabase(env, (tx) => fill(tx, dir, name, manifest), logger);
    await compareRows(options, manifest);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const missing = manifest.missing.map(({ root, path }) => `${root}/${path}`);
    return { name, rows, files: manifest.files.length, missing, replaced };
  });
}

/** Every file against its checksum, before anything is touched. */
async function checkBackup(dir: string, name: string, manifest: Manifest, options: RestoreOptions): Promise<void> {
  const known: readonly string[] = tableNames();
  const unknown = manifest.tables.find((table) => !known.includes(table.name));
  if (unknown) throw new AppError('backup_newer', { detail: `table ${unknown.name}, version ${manifest.version}` });
  for (const table of manifest.tables) {
    if ((await sha256OfFile(tableFile(dir, name, table.file))) !== table.sha256) {
      throw new AppError('backup_damaged', { detail: table.file });
    }
  }
  const store = new ObjectStore(backupPaths.objects(dir));
  const objects = new Map(manifest.files.map((file) => [file.sha256, file]));
  let done = 0;
  for (const [sha256, file] of objects) {
    options.signal?.throwIfAborted();
    // Refuses a path that leaves its folder.
    assetPath(options.env, file);
    if (!(await store.isSound(sha256))) throw new AppError('backup_damaged', { detail: `${file.root}/${file.path}` });
    done += 1;
    options.onProgress?.((100 * done) / objects.size);
  }
}

function tableFile(dir: string, name: string, file: string): string {
  if (!/^\w+\.jsonl$/.test(file)) throw new AppError('backup_damaged', { detail: file });
  return join(backupPaths.snapshot(dir, name), file);
}

async function checkTarget({ env, logger, replace }: RestoreOptions): Promise<void> {
  const target = databaseTarget(env.databaseUrl);
  if (target.dialect === 'sqlite') {
    if (!existsSync(target.file)) return;
    // A web process without a worker has no row, and would go on writing into the file that is put aside.
    const [holder] = await holdersOf(target.file);
    if (holder !== undefined) throw new AppError('restore_running', { detail: `process ${holder} has ${target.file}` });
  }
  await migrate(env);
  const db = await openDatabase(env, logger);
  try {
    const alive = (await listWorkers(db)).some((worker) => Math.abs(Date.now() - worker.lastSeenAt) < ALIVE_MS);
    if (alive) throw new AppError('restore_running');
    if (!replace && ((await listEpisodes(db, { limit: 1 })).length > 0 || (await listTrash(db)).length > 0))
      throw new AppError('restore_not_empty');
  } finally {
    await db.close();
  }
}

async function fill(
  tx: Parameters<typeof insertRows>[0],
  dir: string,
  name: string,
  manifest: Manifest,
): Promise<void> {
  const inBackup = new Map(manifest.tables.map((table) => [table.name, table]));
  for (const table of tableNames()) {
    const entry = inBackup.get(table);
    if (!entry) continue;
    for await (const rows of readRows(tableFile(dir, name, entry.file), ROWS_AT_ONCE)) {
      await insertRows(tx, table, rows.map(asOfNow[table] ?? ((row) => row)));
    }
  }
}

const asOfNow: Readonly<Record<string, (row: WholeRow) => WholeRow>> = { jobs: asQueued, episodes: asJustThrownAway };

/** It may be what the backup is brought back for: the days in the trash begin anew, else the clean-up takes it at once. */
function asJustThrownAway(episode: WholeRow): WholeRow {
  return typeof episode.trashedAt === 'number' ? { ...episode, trashedAt: Date.now() } : episode;
}

/** Whoever ran it is gone. */
function asQueued(job: WholeRow): WholeRow {
  if (job.status !== 'running') return job;
  return { ...job, status: 'queued', leaseToken: null, leaseOwner: null, leaseExpiresAt: null, percent: null };
}

async function compareRows({ env, logger }: RestoreOptions, manifest: Manifest): Promise<void> {
  const db = await openDatabase(env, logger);
  try {
    const known = tableNames();
    for (const table of manifest.tables) {
      const name = known.find((other) => other === table.name);
      let rows = 0;
      if (name) for await (const _ of readTable(db, name)) rows += 1;
      if (rows !== table.rows) throw new Error(`${table.name} has ${rows} rows, the backup ${table.rows}`);
    }
  } finally {
    await db.close();
  }
}
