import { readFile } from 'node:fs/promises';
import { hasErrno } from '#lib/server/app-error.ts';

/** One sentence for the person at this machine: what to install, or what to set. */
export async function missingEngineSentence(): Promise<string> {
  const command = installCommand(process.platform, await osRelease());
  const how = command ? `run \`${command}\`` : 'install cmake and a C++ compiler';
  return `There is no C++ compiler to build the speech engine with: ${how}, or set WHISPER_BIN to a whisper-cli`;
}

/** The command that installs a compiler; null where we do not know the system. */
export function installCommand(platform: NodeJS.Platform, release: string): string | null {
  if (platform === 'darwin') return 'xcode-select --install';
  if (platform !== 'linux') return null;
  const ids = [...release.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap((match) => (match[1] ?? '').split(' '));
  const commands: readonly (readonly [RegExp, string])[] = [
    [/^(debian|ubuntu)$/, 'sudo apt install build-essential cmake'],
    [/^(fedora|rhel|centos)$/, 'sudo dnf install gcc-c++ make cmake'],
    [/^arch$/, 'sudo pacman -S base-devel cmake'],
    [/^alpine$/, 'sudo apk add build-base cmake linux-headers'],
    [/^(suse|opensuse)/, 'sudo zypper install gcc-c++ make cmake'],
  ];
  return commands.find(([pattern]) => ids.some((id) => pattern.test(id)))?.[1] ?? null;
}

async function osRelease(): Promise<string> {
  try {
    return await readFile('/etc/os-release', 'utf8');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return '';
    throw error;
  }
}
