import { constants, existsSync } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { databaseTarget } from '#db/target.ts';
import { hasErrno } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { catalogueModel, MODEL_NAMES } from '#lib/shared/speech-models.ts';

/** Makes the folders that we write to. @returns a sentence for each that cannot be used. */
export async function folderProblems(env: Env): Promise<string[]> {
  const wanted = {
    DATA_DIR: env.dataDir,
    UPLOAD_DIR: env.uploadDir,
    TRANSCRIPTS_DIR: env.transcriptsDir,
    CLIPS_DIR: env.clipsDir,
    OUTPUT_DIR: env.outputDir,
    LOGS_DIR: env.logsDir,
  };
  const problems: string[] = [];
  for (const [variable, folder] of Object.entries(wanted)) {
    // By the name that the person knows: those in DATA_DIR are rarely set.
    const name = folder.startsWith(env.dataDir + sep) ? 'DATA_DIR' : variable;
    const problem = await folderProblem(name, folder);
    if (problem) problems.push(problem);
    if (problem && variable === 'DATA_DIR') break; // the others most often lie in it
  }
  return problems;
}

/** Makes the folder where it is not there. @returns why it cannot be written to, or null. */
export async function folderProblem(variable: string, folder: string): Promise<string | null> {
  try {
    await makeFolder(folder);
  } catch (error) {
    return `${variable}: cannot make the folder ${folder} (${message(error)})`;
  }
  if (!(await stat(folder)).isDirectory()) return `${variable}: ${folder} is a file and no folder`;
  const problem = await writeProblem(folder);
  return problem && `${variable}: ${problem}`;
}

/** Why the file of a SQLite database cannot be written to, or null. */
export async function databaseFileProblem(env: Env): Promise<string | null> {
  const target = databaseTarget(env.databaseUrl);
  if (target.dialect !== 'sqlite') return null;
  for (const file of [target.file, `${target.file}-wal`, `${target.file}-shm`]) {
    const problem = existsSync(file) ? await writeProblem(file) : null;
    if (problem) return `DATABASE_URL: ${problem}`;
  }
  return null;
}

/** Sentences about variables that name what is not there. */
export async function namedProblems(env: Env): Promise<string[]> {
  const programs = { WHISPER_BIN: env.whisperBin, FFMPEG_PATH: env.ffmpegPath, FFPROBE_PATH: env.ffprobePath };
  const folders = {
    MODELS_DIR: env.modelsDir,
    FONTS_DIR: env.fontsDir,
    EMBEDDINGS_MODEL_PATH: env.embeddingsModelPath,
  };
  const problems: string[] = [];
  for (const [name, path] of Object.entries(programs)) {
    if (path && !(await allows(path, constants.X_OK, 'file'))) {
      problems.push(`${name}: ${path} is no program that this user may run`);
    }
  }
  for (const [name, path] of Object.entries(folders)) {
    if (path && !(await allows(path, constants.R_OK, 'folder'))) {
      problems.push(`${name}: ${path} is no folder that this user may read`);
    }
  }
  if (env.whisperModelPath) {
    if (!(await allows(env.whisperModelPath, constants.R_OK, 'file'))) {
      problems.push(`WHISPER_MODEL_PATH: ${env.whisperModelPath} is no file that this user may read`);
    }
  } else if (!catalogueModel(env.whisperModel)) {
    problems.push(`WHISPER_MODEL: there is no model "${env.whisperModel}"; choose ${MODEL_NAMES.join(', ')}`);
  }
  return problems;
}

async function writeProblem(path: string): Promise<string | null> {
  try {
    await access(path, constants.W_OK);
    return null;
  } catch (error) {
    if (hasErrno(error, 'EROFS')) return `${path} lies on a disk that can only be read`;
    const user = process.getuid?.();
    const mend = user === undefined ? 'mend its rights' : `give it to them: chown -R ${user} ${path}`;
    return `this user may not write to ${path}; ${mend}`;
  }
}

async function allows(path: string, mode: number, kind: 'file' | 'folder'): Promise<boolean> {
  try {
    await access(path, mode);
    const info = await stat(path);
    return kind === 'file' ? info.isFile() : info.isDirectory();
  } catch {
    return false; // whatever the reason, it is of no use
  }
}

/** One level after the other: Node's own `recursive` tries for ever where the system says ENOENT, e.g. in /proc. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeFolder(dirname(path));
  await mkdir(path).catch((error: unknown) => {
    if (!hasErrno(error, 'EEXIST')) throw error;
  });
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
