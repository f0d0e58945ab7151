import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 10_000_000;
/** With the one that is written: 80 MB at most. */
const FILES = 8;

export interface LogFile {
  write(line: string): void;
  close(): void;
}

/**
 * `podpromo.log` in the given folder; past 10 MB it becomes `podpromo.1.log`, that one `podpromo.2.log` and so on to
 * 7, and a new one begins. A kill in between leaves a gap in the numbers and loses nothing but the oldest.
 * Written at once, so that the last words before an end are there. A log that cannot be written (a full disk) is
 * said once and ends nothing.
 */
export function openLogFile(folder: string): LogFile {
  const path = join(folder, 'podpromo.log');
  let file: number | null = null;
  let bytes = 0;
  let told = false;

  const guarded = (action: () => void) => {
    try {
      action();
    } catch (error) {
      if (!told) process.stderr.write(`podpromo: cannot write ${path}: ${String(error)}\n`);
      told = true;
    }
  };
  const open = () => {
    file = openSync(path, 'a');
    bytes = fstatSync(file).size;
  };
  const close = () => {
    if (file !== null) closeSync(file);
    file = null;
  };
  guarded(open);

  return {
    write(line) {
      guarded(() => {
        if (bytes > MAX_BYTES) {
          close();
          for (let number = FILES - 2; number >= 0; number -= 1) {
            const from = number === 0 ? path : join(folder, `podpromo.${number}.log`);
            if (existsSync(from)) renameSync(from, join(folder, `podpromo.${number + 1}.log`));
          }
          open();
        }
        if (file !== null) bytes += writeSync(file, `${line}\n`);
      });
    },
    close: () => guarded(close),
  };
}
