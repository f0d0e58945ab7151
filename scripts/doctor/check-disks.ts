import { constants } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { databaseTarget } from '#db/target.ts';
import { hasErrno } from '#lib/server/app-error.ts';
import { formatBytes } from '#lib/shared/time.ts';
import { type Examined, type Finding, ok, problem, warning } from './finding.ts';

const LITTLE_FREE_BYTES = 5_000_000_000;

/** Every folder that we write to: there, writable, with room. */
export async function checkDisks({ env }: Examined): Promise<Finding[]> {
  const target = databaseTarget(env.databaseUrl);
  const folders = new Map([
    ['data', env.dataDir],
    ['uploads', env.uploadDir],
    ['transcripts', env.transcriptsDir],
    ['clips', env.clipsDir],
    ['output', env.outputDir],
    ['logs', env.logsDir],
    ...(target.dialect === 'sqlite' ? [['database', dirname(target.file)] as const] : []),
    ...(env.backupDir === null ? [] : [['backups', env.backupDir] as const]),
  ]);
  const findings: Finding[] = [];
  for (const [name, folder] of folders)
    findings.push(await checkFolder(`folder of ${name}`, folder, env.minFreeDiskBytes));
  return findings;
}

async function checkFolder(about: string, folder: string, floorBytes: number): Promise<Finding> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) return problem(about, `${folder} cannot be written to: mend its owner or rights`);
    return warning(about, `${folder} is not there yet`, async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return `made ${folder}`;
    });
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const text = `${folder}, ${formatBytes(free)} free`;
  if (free <= floorBytes) {
    return problem(about, `${text}: less than MIN_FREE_DISK_GB, uploads and renders are refused. Make room`);
  }
  return free < LITTLE_FREE_BYTES ? warning(about, `${text}: enough for a few episodes`) : ok(about, text);
}
