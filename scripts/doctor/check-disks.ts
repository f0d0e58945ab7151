import { constants } from 'node:fs';
import { access, mkdir, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { databaseTarget } from '#db/target.ts';
import { hasErrno } from '#lib/server/app-error.ts';
import { formatBytes } from '#lib/shared/time.ts';
import { type Examined, type Finding, ok, problem, warning } from './finding.ts';

const LITTLE_FREE_BYTES = 5_000_000_000;
/** All files of the log (scripts/supervisor/log-file.ts). */
const LOGS_BYTES = 90_000_000;

/** Every folder that we write to: there, writable; every disk that they lie on: with room. */
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
  const disks = new Map<number, Disk>();
  for (const [name, folder] of folders) {
    findings.push(await checkFolder(`folder of ${name}`, folder));
    const device = (await stat(folder).catch(() => null))?.dev;
    if (device === undefined) continue; // not there yet
    const disk = disks.get(device) ?? { folder, names: [] };
    disks.set(device, { ...disk, names: [...disk.names, name] });
  }
  for (const disk of disks.values()) findings.push(await checkRoom(disk, env.minFreeDiskBytes));
  return findings;
}

interface Disk {
  /** One that lies on it. */
  readonly folder: string;
  /** What lies on it. */
  readonly names: readonly string[];
}

async function checkFolder(about: string, folder: string): Promise<Finding> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return ok(about, folder);
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) return problem(about, `${folder} cannot be written to: mend its owner or rights`);
    return warning(about, `${folder} is not there yet`, async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return `made ${folder}`;
    });
  }
}

async function checkRoom({ folder, names }: Disk, floorBytes: number): Promise<Finding> {
  const about = `disk of ${names.join(', ')}`;
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const text = `${formatBytes(free)} free`;
  // The floor is for what people put in; a log that cannot be written is left out, and nothing else.
  if (names.every((name) => name === 'logs')) {
    return free < LOGS_BYTES ? warning(about, `${text}: log lines may be lost. Make room`) : ok(about, text);
  }
  if (free <= floorBytes) {
    return problem(about, `${text}: less than MIN_FREE_DISK_GB, uploads and renders are refused. Make room`);
  }
  return free < LITTLE_FREE_BYTES ? warning(about, `${text}: enough for a few episodes`) : ok(about, text);
}
