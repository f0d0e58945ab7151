import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { type ClipsFile, clipsFileSchema } from '#lib/shared/clips.ts';
import { type Transcript, transcriptSchema } from '#lib/shared/transcript.ts';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A temporary folder that empties itself: `using`-less, call `remove` in afterAll. */
export async function temporaryFolder(): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-test-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/**
 * Runs one of the commands as npm would, in a private temporary folder, so that
 * a test sees what it left behind.
 */
export async function runCli(
  command: 'clip' | 'transcribe' | 'backup' | 'restore' | 'doctor' | 'clean-up',
  args: readonly string[],
  options: { tmp?: string; env?: Record<string, string> } = {},
): Promise<CliResult> {
  const root = join(import.meta.dirname, '..', '..');
  const child = await execa(process.execPath, [join(root, 'scripts', `${command}.ts`), ...args], {
    cwd: root,
    reject: false,
    stdin: 'ignore',
    timeout: 580_000,
    env: { ...(options.tmp ? { TMPDIR: options.tmp } : {}), ...options.env },
  });
  return {
    code: child.exitCode ?? -1,
    stdout: child.stdout,
    stderr: child.stderr,
  };
}

export async function readClipsFile(dir: string): Promise<ClipsFile> {
  return clipsFileSchema.parse(JSON.parse(await readFile(join(dir, 'clips.json'), 'utf8')));
}

export async function readTranscriptFile(path: string): Promise<Transcript> {
  return transcriptSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}
