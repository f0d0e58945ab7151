import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { benchEpisodes, writeBench } from './bench-data.ts';

const SCRIPTS = join(import.meta.dirname, '..', '..', '..', 'scripts', 'clips');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-clips-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command on a machine without weights. */
async function run(script: string, ...args: string[]) {
  return await execa(process.execPath, [join(SCRIPTS, `${script}.ts`), ...args], {
    reject: false,
    stdin: 'ignore',
    timeout: 60_000,
    env: {
      DATA_DIR: join(folder, 'data'),
      MODELS_DIR: join(folder, 'none'),
      EMBEDDINGS_MODEL_PATH: '',
      TMPDIR: folder,
    },
  });
}

const lineSchema = z.object({ id: z.string(), clips: z.array(z.object({ startMs: z.number(), endMs: z.number() })) });

describe('clips:predict', () => {
  it('writes clips for episodes without picks, within the rules', async () => {
    const dir = await writeBench(folder, benchEpisodes(3), false);
    const out = join(folder, 'out.jsonl');
    const { exitCode } = await run('predict', dir, out, '--target-seconds', '50', '--no-embeddings');
    expect(exitCode).toBe(0);
    const lines = (await readFile(out, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => lineSchema.parse(JSON.parse(line)));
    expect(lines.map(({ id }) => id)).toEqual(['guest-0', 'guest-1', 'guest-2']);
    for (const { clips } of lines) {
      expect(clips.length).toBeGreaterThanOrEqual(5);
      for (const { startMs, endMs } of clips) {
        expect(endMs - startMs).toBeGreaterThanOrEqual(12_000);
        expect(endMs - startMs).toBeLessThanOrEqual(60_000);
      }
      const byTime = clips.toSorted((a, b) => a.startMs - b.startMs);
      for (const [at, clip] of byTime.entries()) expect(byTime[at - 1]?.endMs ?? 0).toBeLessThanOrEqual(clip.startMs);
    }
  });

  it('does not fall back in silence where the weights of the sentence vectors are missing', async () => {
    const dir = await writeBench(folder, benchEpisodes(1));
    const { exitCode, stderr } = await run('predict', dir, join(folder, 'never.jsonl'));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('all-MiniLM-L6-v2');
    expect(stderr).toContain('--no-embeddings');
    await expect(readFile(join(folder, 'never.jsonl'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['without a folder', []],
    ['with a length that is not offered', ['.', 'x.jsonl', '--target-seconds', '40']],
    ['with an option that does not exist', ['.', 'x.jsonl', '--fast']],
    ['for a folder that is not there', ['/nowhere/at/all', 'x.jsonl', '--no-embeddings']],
  ])('ends with 2 and one sentence %s', async (_name, args) => {
    const { exitCode, stderr } = await run('predict', ...args);
    expect(exitCode).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('names the file that is not in the format', async () => {
    const dir = await mkdtemp(join(folder, 'broken-'));
    await writeFile(join(dir, 'one.json'), '{"id": 5}');
    const { exitCode, stderr } = await run('predict', dir, join(folder, 'x.jsonl'), '--no-embeddings');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('one.json');
  });
});

it('bench:clips says where it looked for the episodes', async () => {
  const { exitCode, stderr } = await run('bench', join(folder, 'nothing'));
  expect(exitCode).toBe(2);
  expect(stderr).toContain(join(folder, 'nothing'));
});

it('clips:train refuses episodes without picks', async () => {
  const dir = await writeBench(await mkdtemp(join(folder, 'bare-')), benchEpisodes(1), false);
  const { exitCode, stderr } = await run('train', dir, '--no-embeddings', '--out', folder);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('no episode has picks');
});
