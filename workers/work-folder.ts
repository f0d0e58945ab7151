import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getJob } from '#db/repositories/jobs/get-job.ts';
import type { Lease } from '#db/repositories/jobs/lease.ts';
import type { Database } from '#db/types.ts';
import type { Env } from '#lib/server/env.ts';
import { BACKUP_WORK, paths } from '#lib/server/paths.ts';
import { processLives } from '#lib/server/process-lives.ts';
import { namesIn } from '#lib/server/storage/folder.ts';

const TOKEN_CHARACTERS = 8;

/** A folder that only this attempt uses: one that was taken for dead may still be writing into its own. */
function folderName({ jobId, token }: Lease): string {
  return `${jobId}.${token.slice(0, TOKEN_CHARACTERS)}`;
}

/** Makes the private folder of an attempt. @returns its path. */
export async function createWorkFolder(env: Env, lease: Lease): Promise<string> {
  const folder = join(paths.workDir(env), folderName(lease));
  await mkdir(paths.workDir(env), { recursive: true, mode: 0o700 });
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

export async function removeWorkFolder(env: Env, lease: Lease): Promise<void> {
  await rm(join(paths.workDir(env), folderName(lease)), { recursive: true, force: true, maxRetries: 3 });
}

/** Removes what crashed workers and backups left, but nothing of attempts that hold a lease. @returns how many folders. */
export async function removeDeadWorkFolders(db: Database, env: Env): Promise<number> {
  let removed = 0;
  for (const name of await namesIn(paths.workDir(env))) {
    if (isLivingBackup(name)) continue;
    const [jobId = '', token = ''] = name.split('.');
    const job = await getJob(db, jobId);
    if (job?.status === 'running' && token !== '' && job.leaseToken?.startsWith(token)) continue;
    await rm(join(paths.workDir(env), name), { recursive: true, force: true, maxRetries: 3 });
    removed += 1;
  }
  return removed;
}

/** Called at our start: a folder with our own number is of a process that had it before us. */
function isLivingBackup(name: string): boolean {
  if (!name.startsWith(BACKUP_WORK)) return false;
  const pid = Number(name.slice(BACKUP_WORK.length));
  return pid !== process.pid && processLives(pid);
}
