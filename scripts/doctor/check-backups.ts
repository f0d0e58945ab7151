import { AppError } from '#lib/server/app-error.ts';
import { listSnapshots, readManifest, snapshotTime } from '#lib/server/backup/backup-folder.ts';
import { type Examined, type Finding, ok, problem, warning } from './finding.ts';

/** Whether there is a backup to go back to, and a young one. */
export async function checkBackups({ env }: Examined): Promise<Finding[]> {
  const about = 'backups';
  if (env.backupDir === null) return [warning(about, 'none are kept: set BACKUP_DIR, or run npm run backup -- DIR')];
  const latest = (await listSnapshots(env.backupDir)).at(-1);
  if (latest === undefined) return [warning(about, `${env.backupDir} holds none yet`)];
  try {
    const { files, missing } = await readManifest(env.backupDir, latest);
    const hours = Math.round((Date.now() - snapshotTime(latest)) / 3_600_000);
    const text = `${latest}, ${hours} hours old, ${files.length} files`;
    if (missing.length > 0) return [warning(about, `${text}; ${missing.length} files were missing when it was made`)];
    const isLate = hours * 3_600_000 > 2 * env.backupIntervalMs + 3_600_000;
    return [isLate ? warning(about, `${text}: later ones failed, the worker's log says why`) : ok(about, text)];
  } catch (error) {
    if (error instanceof AppError)
      return [problem(about, `${latest} cannot be read: ${error.detail ?? error.message}`)];
    throw error;
  }
}
