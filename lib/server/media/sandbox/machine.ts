import { execa } from 'execa';
import { childEnvironment } from '../child-environment.ts';
import { bubblewrapArguments } from './bubblewrap.ts';
import type { Command } from './confinement.ts';
import { type HardLimits, limitArguments, readHardLimits } from './limits.ts';
import { onPath } from './on-path.ts';

/** What this machine can hold children back with. */
export interface SandboxTools {
  /** Path of prlimit; null where it is not there or does not work. */
  readonly prlimit: string | null;
  readonly hard: HardLimits;
  /** Path of bubblewrap; null where it is not there or does not work. */
  readonly bwrap: string | null;
  /** Whether it may have a `/proc` of its own. */
  readonly procfs: boolean;
  /** Why not, for the person who hosts it; null where all is in force. */
  readonly lacking: string | null;
}

const TRIAL_MS = 10_000;

let known: Promise<SandboxTools> | null = null;

/** Tried once per process by real runs: in containers the program is often there and the kernel forbids what it does. */
export function sandboxTools(): Promise<SandboxTools> {
  known ??= tryTools();
  return known;
}

/** Tried again at the next child. */
export function forgetSandboxTools(): void {
  known = null;
}

async function tryTools(): Promise<SandboxTools> {
  const [prlimit, bwrap, nothing, hard] = await Promise.all([
    onPath('prlimit'),
    onPath('bwrap'),
    onPath('true'),
    readHardLimits(),
  ]);
  if (nothing === null || process.platform !== 'linux') {
    return {
      prlimit: null,
      hard,
      bwrap: null,
      procfs: false,
      lacking: 'this system has neither prlimit nor bubblewrap',
    };
  }
  const limits = prlimit && (await trial({ file: prlimit, args: [...limitArguments('probe', 0, hard), nothing] }));
  const closed = async (procfs: boolean) =>
    bwrap && (await trial({ file: bwrap, args: [...(await closedArguments(procfs)), nothing] }));
  const procfs = (await closed(true)) === '';
  const apart = procfs ? '' : await closed(false);
  const problems = [
    ...(prlimit === null ? ['prlimit (util-linux) is not installed'] : []),
    ...(limits ? [`prlimit does not work here: ${limits}`] : []),
    ...(bwrap === null ? ['bubblewrap is not installed'] : []),
    ...(apart ? [`bubblewrap does not work here: ${apart}`] : []),
  ];
  return {
    prlimit: limits === '' ? prlimit : null,
    hard,
    bwrap: apart === '' ? bwrap : null,
    procfs,
    lacking: problems.length > 0 ? problems.join('; ') : null,
  };
}

const closedArguments = (procfs: boolean) =>
  bubblewrapArguments({ confinement: { kind: 'probe' }, program: [], cwd: undefined, procfs });

/** @returns '' where it works, else what it complained about */
async function trial({ file, args }: Command): Promise<string> {
  const { exitCode, stderr, shortMessage } = await execa(file, [...args], {
    env: childEnvironment(),
    extendEnv: false,
    stdin: 'ignore',
    timeout: TRIAL_MS,
    reject: false,
  });
  if (exitCode === 0) return '';
  return (stderr || shortMessage || `ended with ${exitCode}`).trim().slice(-300);
}
