import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import type { Env } from '#lib/server/env.ts';
import { paths } from '#lib/server/paths.ts';

/** A data folder of the command's own, with its own SQLite file (docs/decisions/007). */
export interface Workspace {
  readonly env: Env;
  readonly db: Database;
  /** Closes the database and removes everything; may be called twice. */
  close(): Promise<void>;
}

/** Speech engine and weights still come from the person's own data folder: only the folders of one episode move. */
export async function openWorkspace(base: Env): Promise<Workspace> {
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-'));
  const remove = () => rm(dir, { recursive: true, force: true, maxRetries: 3 });
  try {
    const env: Env = {
      ...base,
      databaseUrl: `file:${join(dir, `${randomUUID()}.db`)}`,
      dataDir: dir,
      uploadDir: join(dir, 'uploads'),
      transcriptsDir: join(dir, 'transcripts'),
      clipsDir: join(dir, 'clips'),
      outputDir: join(dir, 'output'),
      logsDir: join(dir, 'logs'),
    };
    for (const folder of [env.uploadDir, env.transcriptsDir, env.clipsDir, paths.workDir(env)]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    }
    await migrate(env);
    const db = await openDatabase(env);
    let closed = false;
    return {
      env,
      db,
      close: async () => {
        if (closed) return;
        closed = true;
        await db.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Puts the person's file where an uploaded one would lie, as a link: nothing is copied, and removing it removes only the link.
 *
 * @param name of the link, as `sourceName` gives it
 * @returns its path under the folder of uploads
 */
export async function linkSource(env: Env, episodeId: string, file: string, name: string): Promise<string> {
  const dir = paths.episodeDir(env, episodeId);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await symlink(file, join(dir, name));
  return `${episodeId}/${name}`;
}
