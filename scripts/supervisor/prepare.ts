import { migrate } from '#db/migrate.ts';
import { type Env, EnvError } from '#lib/server/env.ts';
import { doubtfulLines, readConfiguration } from '../read-configuration.ts';
import { databaseFileProblem, folderProblem, folderProblems, namedProblems } from './places.ts';

/** Why the application cannot start, in a sentence for the person at the terminal. */
export class StartProblem extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartProblem';
    this.exitCode = exitCode;
  }
}

export interface Prepared {
  readonly env: Env;
  /** What does not keep it from running. */
  readonly doubts: readonly string[];
}

/**
 * Everything that must be right before web and worker start: configuration, folders, database.
 *
 * @throws StartProblem
 */
export async function prepare(): Promise<Prepared> {
  const { env, lines } = configuration();
  const problems = [...(await folderProblems(env)), ...(await namedProblems(env))];
  if (problems.length > 0) throw new StartProblem([...lines, ...problems].join('\n'), 2);
  // Said and no more: a disk for backups that is away may not keep the rest from running.
  const backups = env.backupDir === null ? null : await folderProblem('BACKUP_DIR', env.backupDir);
  const file = await databaseFileProblem(env);
  if (file) throw new StartProblem(file, 2);
  await database(env);
  return { env, doubts: [...lines, ...(backups ? [`${backups}. No backups are made`] : [])] };
}

function configuration(): { env: Env; lines: readonly string[] } {
  try {
    return { env: readConfiguration(), lines: doubtfulLines() };
  } catch (error) {
    if (error instanceof EnvError) throw new StartProblem(error.message, 2, error);
    throw error;
  }
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
