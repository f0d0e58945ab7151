import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '#db/migrate.ts';
import { AppError } from '#lib/server/app-error.ts';
import { type Env, EnvError, readEnv } from '#lib/server/env.ts';
import { projectRoot } from './commands.ts';

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
  const file = join(projectRoot, '.env');
  // Variables that are set already win.
  if (existsSync(file)) process.loadEnvFile(file);
  const env = configuration();
  await folders(env);
  await database(env);
  return env;
}

function configuration(): Env {
  try {
    return readEnv();
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
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw new StartProblem(`${variable}: cannot make the folder ${folder} (${message(error)})`, 2, error);
    });
  }
}

async function database(env: Env): Promise<void> {
  try {
    await migrate(env);
  } catch (error) {
    const detail = error instanceof AppError ? (error.detail ?? error.message) : message(error);
    throw new StartProblem(`DATABASE_URL: the database cannot be used. ${detail}`, 1, error);
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
