import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno } from '#lib/server/app-error.ts';
import { type BenchEpisode, benchEpisodeSchema } from '#workers/scoring/episode.ts';
import { UsageError } from '../cli/arguments.ts';

/**
 * The episodes of a folder in clipbench's format, in order of their file names.
 *
 * @throws UsageError where the folder is not there, holds none, or one of them is not in that format.
 */
export async function readBench(dir: string): Promise<BenchEpisode[]> {
  let names: string[];
  try {
    names = (await readdir(dir)).filter((name) => name.endsWith('.json')).sort();
  } catch (error) {
    if (hasErrno(error, 'ENOENT') || hasErrno(error, 'ENOTDIR')) throw new UsageError(`${dir} is no folder`);
    throw error;
  }
  if (names.length === 0) throw new UsageError(`${dir} holds no episodes (*.json in clipbench's format)`);
  return await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(dir, name), 'utf8');
      let json: unknown;
      try {
        json = JSON.parse(text);
      } catch (error) {
        throw new UsageError(`${name} is no JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
      }
      const parsed = benchEpisodeSchema.safeParse(json);
      if (parsed.success) return parsed.data;
      const issue = parsed.error.issues[0];
      throw new UsageError(`${name} is not in clipbench's format: ${issue?.path.join('.')} ${issue?.message}`);
    }),
  );
}
