import { dirname, isAbsolute } from 'node:path';

/**
 * The files of an ffmpeg command line: what follows `-i` is read, every other
 * absolute path is written. Files in the working directory are named without a path.
 */
export function mediaFiles(args: readonly string[]): { reads: string[]; writes: string[] } {
  const reads: string[] = [];
  const writes: string[] = [];
  for (const [at, arg] of args.entries()) {
    const path = arg.startsWith('file:') ? arg.slice('file:'.length) : arg;
    if (!isAbsolute(path)) continue;
    if (args[at - 1] === '-i') reads.push(path);
    else writes.push(dirname(path));
  }
  return { reads, writes };
}
