import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { hasErrno } from '../../app-error.ts';
import type { ChildKind } from './confinement.ts';

const MB = 1024 ** 2;
const GB = 1024 ** 3;

interface Limits {
  /** Memory that it may take for itself (RLIMIT_DATA: heap and private mappings, no mapped files), in bytes. */
  readonly data: number;
  /** Largest file that it may write, in bytes. */
  readonly fsize: number;
  readonly nofile: number;
}

/**
 * Far above what real work takes, far below what ends a machine. A clip out of
 * 4K HEVC with 10 bits takes 0.9 GB with two threads and 2.3 GB with 16, about
 * 100 MB each; large-v3 without quantising takes 4.5 GB.
 * Address space is not limited: every thread reserves some without using it.
 * Nor is the number of processes: that counts all of the user's, not only ours.
 */
const LIMITS: Readonly<Record<Exclude<ChildKind, 'tool'>, Limits>> = {
  media: { data: 4 * GB, fsize: 64 * GB, nofile: 256 },
  probe: { data: 2 * GB, fsize: 0, nofile: 64 },
  speech: { data: 16 * GB, fsize: 256 * MB, nofile: 256 },
  script: { data: 8 * GB, fsize: 0, nofile: 1024 },
};
const DATA_PER_THREAD = 128 * MB;

/** So long a child may go on after its wall clock limit, in seconds of each processor, should nobody be left to end it. */
const CPU_GRACE_SECONDS = 60;

/** Our own hard limits, by prlimit's names: no child can be given more. */
export type HardLimits = ReadonlyMap<string, number>;

const PROC_NAMES: Readonly<Record<string, string>> = {
  'Max cpu time': 'cpu',
  'Max file size': 'fsize',
  'Max data size': 'data',
  'Max open files': 'nofile',
};

/** Reads `/proc/self/limits`; empty where there is none. */
export async function readHardLimits(): Promise<HardLimits> {
  try {
    const lines = (await readFile('/proc/self/limits', 'utf8')).split('\n');
    return new Map(
      lines.flatMap((line) => {
        const [, label = '', hard = ''] = /^(Max [a-z ]+?)\s{2,}\S+\s+(\d+)\s/.exec(line) ?? [];
        const name = PROC_NAMES[label];
        return name === undefined ? [] : [[name, Number(hard)] as const];
      }),
    );
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return new Map();
    throw error;
  }
}

/**
 * Arguments for prlimit, before the program.
 *
 * @param timeoutMs the child's wall clock limit
 * @param hard where ours are lower, the child gets those
 */
export function limitArguments(kind: ChildKind, timeoutMs: number, hard: HardLimits): string[] {
  // No core dumps: they hold what people uploaded.
  if (kind === 'tool') return ['--core=0'];
  const threads = availableParallelism();
  const { data, fsize, nofile } = LIMITS[kind];
  const wanted = {
    data: data + threads * DATA_PER_THREAD,
    fsize,
    nofile,
    cpu: (Math.ceil(timeoutMs / 1000) + CPU_GRACE_SECONDS) * threads,
  };
  const given = Object.entries(wanted).map(
    ([name, value]) => `--${name}=${Math.min(value, hard.get(name) ?? Number.POSITIVE_INFINITY)}`,
  );
  return ['--core=0', ...given];
}
