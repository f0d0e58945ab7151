import { homedir } from 'node:os';
import { join } from 'node:path';

/** The system's folder for data of applications: outside the source tree, so a `git clean` loses nothing. */
export function defaultDataDir(source: Readonly<Record<string, string | undefined>>): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'PodPromo');
  if (process.platform === 'win32') return join(source.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'PodPromo');
  return join(source.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'podpromo');
}
