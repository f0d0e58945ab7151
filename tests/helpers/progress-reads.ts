import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { readEnv } from '#lib/server/env.ts';
import { paths } from '#lib/server/paths.ts';
import { createProgressWriter } from '#lib/server/progress/writer.ts';
import { newId } from '#lib/shared/ids.ts';
import { progressSchema } from '#lib/shared/progress.ts';

const READERS = 8;

/**
 * Reads a progress file again and again while two writers rewrite it as fast as they can, with texts of changing length.
 *
 * @returns how many reads found something else than one whole document, and how many writes there were.
 */
export async function readWhileRewritten(reads: number): Promise<{ torn: number; writes: number }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'podpromo-progress-'));
  const env = readEnv({ DATA_DIR: dataDir });
  const episodeId = newId();
  const file = paths.progressFile(env, episodeId);
  let left = reads;
  let torn = 0;
  let writes = 0;

  async function rewrite(): Promise<void> {
    const writer = createProgressWriter(env, pino({ level: 'silent' }), episodeId);
    while (left > 0) {
      writer.write({
        jobId: newId(),
        stage: 'transcribe',
        percent: Math.random() * 100,
        etaMs: 1000,
        message: 'x'.repeat(Math.floor(Math.random() * 20_000)),
        state: 'running',
        attempt: 1,
        error: null,
      });
      await writer.flush();
      writes += 1;
    }
  }

  async function read(): Promise<void> {
    while (left > 0) {
      left -= 1;
      if (!isWhole(await readFile(file, 'utf8'))) torn += 1;
    }
  }

  try {
    await mkdir(dirname(file), { recursive: true });
    const first = createProgressWriter(env, pino({ level: 'silent' }), episodeId);
    first.write({
      jobId: null,
      stage: null,
      percent: 0,
      etaMs: 0,
      message: '',
      state: 'queued',
      attempt: 0,
      error: null,
    });
    await first.flush();
    await Promise.all([rewrite(), rewrite(), ...Array.from({ length: READERS }, read)]);
    return { torn, writes };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function isWhole(text: string): boolean {
  try {
    return progressSchema.safeParse(JSON.parse(text)).success;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
