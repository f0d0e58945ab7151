import { realpath } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { hasErrno } from '../../app-error.ts';
import type { Confinement } from './confinement.ts';

/** Where systems keep programs, libraries and what the loader and fontconfig need; never a person's files. */
const SYSTEM = [
  ...['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/nix/store', '/gnu/store'],
  ...['/etc/ld.so.cache', '/etc/ld.so.conf', '/etc/ld.so.conf.d', '/etc/alternatives'],
  ...['/etc/fonts', '/var/cache/fontconfig'],
];

/** What a speech engine or an encoder that uses a graphics card looks for. */
const GRAPHICS = {
  devices: ['/dev/dri', '/dev/kfd', '/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools'],
  folders: ['/sys', '/etc/vulkan', '/etc/OpenCL'],
};

/**
 * Arguments for bubblewrap, before the program: a root of its own with the
 * system's programs (read only) and the child's own files, a private /tmp and
 * /proc, no network, no other processes, no capabilities. It ends with its parent.
 *
 * @param given.program absolute paths that the program itself needs: its file and its libraries
 * @param given.procfs false: `/proc` is empty, for kernels that allow none (where parts of the real one are hidden, as
 *   systemd and Docker do)
 */
export async function bubblewrapArguments(given: {
  confinement: Confinement;
  program: readonly string[];
  cwd: string | undefined;
  procfs: boolean;
}): Promise<string[]> {
  const { confinement, program, cwd, procfs } = given;
  const graphics = confinement.kind === 'speech' || confinement.graphics ? GRAPHICS : { devices: [], folders: [] };
  const writes = new Set([...(confinement.writes ?? []), ...(cwd ? [cwd] : [])]);
  const reads = [...(confinement.reads ?? []), ...program].filter((path) => !writes.has(path));
  return [
    ...['--unshare-all', '--die-with-parent', '--cap-drop', 'ALL'],
    ...[...SYSTEM, ...graphics.folders].flatMap((path) => ['--ro-bind-try', path, path]),
    ...[procfs ? '--proc' : '--dir', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
    ...graphics.devices.flatMap((path) => ['--dev-bind-try', path, path]),
    ...(await bindings(reads, writes)),
    ...['--remount-ro', '/', '--setenv', 'HOME', '/tmp', '--chdir', cwd ?? '/'],
  ];
}

/** What is not there is left out: the program says it better. Outer folders first, since later ones lie over earlier ones. */
async function bindings(reads: readonly string[], writes: ReadonlySet<string>): Promise<string[]> {
  const wanted = [
    ...reads.filter((path) => !isOfSystem(path)).map((path) => ({ path, option: '--ro-bind' })),
    ...[...writes].map((path) => ({ path, option: '--bind' })),
  ];
  wanted.sort((a, b) => depth(a.path) - depth(b.path));
  const bound = await Promise.all(
    wanted.map(async ({ path, option }) => {
      const real = await realOrNull(path);
      return real === null ? [] : [option, real, path];
    }),
  );
  return bound.flat();
}

const depth = (path: string) => path.split(sep).length;

/** True where the path is there for every child. */
export function isOfSystem(path: string): boolean {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    if (SYSTEM.includes(folder)) return true;
  }
  return false;
}

async function realOrNull(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    if (hasErrno(error, 'ENOENT') || hasErrno(error, 'ENOTDIR')) return null;
    throw error;
  }
}
