import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { migrate } from '#db/migrate.ts';
import { type Env, EnvError } from '#lib/server/env.ts';
import { readConfiguration } from '../read-configuration.ts';

/** Why the application cannot start, in a sentence for the person at the terminal. */
export class StartProblem extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartProblem';
    this.exitCode = exitCode;
  }
}

/**
 * Everything that must be right before web and worker start: configuration, folders, database.
 *
 * @throws StartProblem
 */
export async function prepare(): Promise<Env> {
  const env = configuration();
  await folders(env);
  await database(env);
  return env;
}

function configuration(): Env {
  try {
    return readConfiguration();
  } catch (error) {
    if (error instanceof EnvError) throw new StartProblem(error.message, 2, error);
    throw error;
  }
}

async function folders(env: Env): Promise<void> {
  const wanted = {
    DATA_DIR: env.dataDir,
    UPLOAD_DIR: env.uploadDir,
    TRANSCRIPTS_DIR: env.transcriptsDir,
    CLIPS_DIR: env.clipsDir,
    OUTPUT_DIR: env.outputDir,
    LOGS_DIR: env.logsDir,
  };
  for (const [variable, folder] of Object.entries(wanted)) {
    await makeFolder(folder).catch((error: unknown) => {
      throw new StartProblem(`${variable}: cannot make the folder ${folder} (${message(error)})`, 2, error);
    });
  }
}

/** One level after the other: Node's own `recursive` tries for ever where the system says ENOENT, e.g. in /proc. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeFolder(dirname(path));
  await mkdir(path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}

async function database(env: Env): Promise<void> {
  try {
    await migrate(env);
  } catch (error) {
    throw new StartProblem(`DATABASE_URL: the database cannot be used. ${withCause(error)}`, 1, error);
  }
}

function withCause(error: unknown): string {
  const cause = error instanceof Error && error.cause ? ` (${message(error.cause)})` : '';
  return message(error) + cause;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
