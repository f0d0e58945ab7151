import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, hasErrno } from '../app-error.ts';
import { readJson } from '../atomic-json.ts';
import { processLives } from '../process-lives.ts';
import { namesIn } from '../storage/folder.ts';
import { type Manifest, manifestSchema } from './manifest.ts';

const NAME = /^\d{8}T\d{9}Z$/;

/** Layout of a folder of backups: `objects/` shared by all, `snapshots/<time>/` one each. */
export const backupPaths = {
  objects: (dir: string) => join(dir, 'objects'),
  snapshots: (dir: string) => join(dir, 'snapshots'),
  snapshot: (dir: string, name: string) => join(dir, 'snapshots', name),
  manifest: (dir: string, name: string) => join(dir, 'snapshots', name, 'manifest.json'),
} as const;

/** Sorts by time as text: 20260131T235959123Z. */
export function snapshotName(now: number): string {
  return new Date(now).toISOString().replaceAll(/[-:.]/g, '');
}

/** When a snapshot of that name was made, epoch milliseconds. */
export function snapshotTime(name: string): number {
  const [, year, month, day, hour, minute, second, milli] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(name) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milli}Z`);
}

/**
 * Names of the complete backups, oldest first. What the clock says is still to come was made while it was wrong: it
 * counts as the oldest, so that it never stands for the latest.
 */
export async function listSnapshots(dir: string, now: number = Date.now()): Promise<string[]> {
  const names = (await namesIn(backupPaths.snapshots(dir))).filter((name) => NAME.test(name)).sort();
  const isToCome = (name: string) => snapshotTime(name) > now + CLOCK_TOLERANCE_MS;
  return [...names.filter(isToCome), ...names.filter((name) => !isToCome(name))];
}
/** Clocks of two machines that share the folder. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Removes what backups left that were killed; under the lock only. */
export async function removePartialSnapshots(dir: string): Promise<void> {
  const snapshots = backupPaths.snapshots(dir);
  const partial = (await namesIn(snapshots)).filter((name) => name.startsWith('.') && name.endsWith('.partial'));
  for (const name of partial) await rm(join(snapshots, name), { recursive: true, force: true });
}

/** @throws AppError `backup_damaged` where it cannot be read. */
export async function readManifest(dir: string, name: string): Promise<Manifest> {
  let manifest: Manifest | null;
  try {
    manifest = await readJson(backupPaths.manifest(dir, name), manifestSchema);
  } catch (error) {
    throw new AppError('backup_damaged', { detail: `manifest of ${name}`, cause: error });
  }
  if (!manifest) throw new AppError('backup_damaged', { detail: `${name} has no manifest` });
  return manifest;
}

/**
 * Runs alone in this folder: two backups at once, or one that prunes while another copies, would lose objects.
 * A lock of a process that died is taken over.
 *
 * @throws AppError `backup_busy`
 */
export async function withBackupLock<T>(dir: string, run: () => Promise<T>): Promise<T> {
  await mkdir(dir, { recursive: true });
  const path = join(dir, '.lock');
  await takeLock(path);
  try {
    return await run();
  } finally {
    await rm(path, { force: true });
  }
}

async function takeLock(path: string): Promise<void> {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(String(process.pid));
      await file.close();
      return;
    } catch (error) {
      if (!hasErrno(error, 'EEXIST')) throw error;
      if (tries > 0 || (await ownerLives(path))) throw new AppError('backup_busy', { cause: error });
      await rm(path, { force: true });
    }
  }
}

async function ownerLives(path: string): Promise<boolean> {
  return processLives(Number.parseInt(await lockText(path), 10));
}

/** Empty where the lock was given back in the meantime. */
async function lockText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return '';
    throw error;
  }
}
