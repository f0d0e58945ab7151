import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A stand-in for whisper-cli that runs the real one and writes down what it took. */
export interface CountedEngine {
  readonly path: string;
  /** Processor time of all its runs so far, also of those whose caller was killed, in milliseconds. */
  cpuMs(): Promise<number>;
}

/** Wraps the engine: `times` of a shell counts its ended children whatever became of who wanted them. */
export async function countEngine(binary: string, folder: string, name: string): Promise<CountedEngine> {
  const path = join(folder, name);
  const log = join(folder, `${name}.times`);
  await writeFile(log, '');
  // What reads our output may be gone by then: nothing of this writes to it.
  const script = `#!/bin/sh\ntrap '' PIPE\n(trap - PIPE; exec '${binary}' "$@")\ncode=$?\ntimes >> '${log}'\nexit $code\n`;
  await writeFile(path, script, { mode: 0o755 });
  return {
    path,
    async cpuMs() {
      // Two lines a run: the shell's own, and its children's user and system time as 0m1.234s.
      const lines = (await readFile(log, 'utf8')).trim().split('\n');
      const children = lines.filter((_, index) => index % 2 === 1).join(' ');
      const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
      return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);
    },
  };
}
