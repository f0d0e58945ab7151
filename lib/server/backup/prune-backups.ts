import { rm } from 'node:fs/promises';
import { backupPaths, listSnapshots, readManifest } from './backup-folder.ts';
import { ObjectStore } from './object-store.ts';

/**
 * Removes all backups but the latest `keep`, and the contents that only they held. A manifest that cannot be
 * read stops it before anything is removed, since nobody knows which objects it needs.
 *
 * @returns the names of those removed.
 * @throws AppError `backup_damaged`
 */
export async function pruneBackups(dir: string, keep: number): Promise<string[]> {
  const names = await listSnapshots(dir);
  const stay = names.slice(-Math.max(1, keep));
  const needed = new Set<string>();
  for (const name of stay) for (const file of (await readManifest(dir, name)).files) needed.add(file.sha256);
  const removed = names.filter((name) => !stay.includes(name));
  for (const name of removed) await rm(backupPaths.snapshot(dir, name), { recursive: true, force: true });
  await new ObjectStore(backupPaths.objects(dir)).prune(needed);
  return removed;
}
