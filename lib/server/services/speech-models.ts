import { readdir } from 'node:fs/promises';
import { hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';

/** What a person can choose from; the worker's catalogue has the same names (a test compares them). */
export const SPEECH_MODELS: readonly string[] = [
  'tiny',
  'tiny.en',
  'base',
  'base.en',
  'small',
  'small.en',
  'medium',
  'medium.en',
  'large-v3-turbo',
];

/** Which models' weights lie on this machine, so that choosing one fetches nothing. */
export async function listSpeechModels(env: Env): Promise<{ name: string; present: boolean }[]> {
  const folders = [paths.modelsDir(env), ...(env.modelsDir === null ? [] : [env.modelsDir])];
  const files = (await Promise.all(folders.map(listFolder))).flat();
  const present = new Set(files.flatMap((file) => /^ggml-(.+?)(?:-q\d_\d)?\.bin$/.exec(file)?.[1] ?? []));
  return SPEECH_MODELS.map((name) => ({ name, present: present.has(name) }));
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw error;
  }
}
