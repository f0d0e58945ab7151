import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Path of a program as the shell would find it; null where there is none that we may run. */
export async function onPath(name: string): Promise<string | null> {
  if (isAbsolute(name)) return (await isRunnable(name)) ? name : null;
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, name);
    if (await isRunnable(path)) return path;
  }
  return null;
}

async function isRunnable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false; // whatever the reason, it cannot be run by us
  }
}
