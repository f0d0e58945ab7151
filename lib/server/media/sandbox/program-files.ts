import { open } from 'node:fs/promises';
import { execa } from 'execa';
import { childEnvironment } from '../child-environment.ts';

const LOOK_MS = 10_000;

/**
 * What a program needs to start, beside the system's folders: its own file and
 * the libraries that the loader names.
 *
 * @returns null where it is no binary (a script may start anything, so it cannot be closed in)
 */
export async function programFiles(path: string): Promise<string[] | null> {
  if (!(await isBinary(path))) return null;
  return [path, ...(await libraries(path))];
}

async function isBinary(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
  } finally {
    await file.close();
  }
}

/** Asks the loader; a program without libraries, or a system without `ldd`, has none to name. */
async function libraries(path: string): Promise<string[]> {
  const { stdout } = await execa('ldd', [path], {
    env: childEnvironment(),
    extendEnv: false,
    stdin: 'ignore',
    timeout: LOOK_MS,
    reject: false,
  });
  return [...(stdout ?? '').matchAll(/(?:=>|^)\s+(\/\S+) \(0x/gm)].flatMap(([, library]) => (library ? [library] : []));
}
