import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { projectRoot } from '#scripts/supervisor/commands.ts';

/** A file of ours. Paths are relative to the project, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What a file imports. */
export interface Import {
  /** As it is written. */
  readonly specifier: string;
  /** Path of one of our files, or null for a package. */
  readonly target: string | null;
  /** Gone before the code runs. */
  readonly isType: boolean;
}

export const TOP_FOLDERS = ['app', 'components', 'lib', 'db', 'workers', 'scripts', 'tests'];
const CODE = /\.(ts|tsx|mjs)$/;

/** Every file of code below these folders. */
export function sourceFiles(folders: readonly string[] = TOP_FOLDERS): SourceFile[] {
  return folders.flatMap((folder) => walk(join(projectRoot, folder))).map(readSource);
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && CODE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function readSource(path: string): SourceFile {
  return { path: relative(projectRoot, path).split('\\').join('/'), text: readFileSync(path, 'utf8') };
}

const FROM = /(?:^|\n)\s*(import|export)\s+(type\s)?([^'"`;]*?\sfrom\s+)?['"]([^'"\n]+)['"]/g;
const DYNAMIC = /\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g;

/** Static and dynamic imports, and re-exports. */
export function importsOf(file: SourceFile): Import[] {
  const code = withoutComments(file.text);
  const found: Import[] = [];
  for (const [, keyword, type, from, specifier] of code.matchAll(FROM)) {
    if (specifier === undefined || (keyword === 'export' && !from)) continue;
    found.push({ specifier, target: targetOf(file, specifier), isType: Boolean(type) });
  }
  for (const [, specifier] of code.matchAll(DYNAMIC)) {
    if (specifier) found.push({ specifier, target: targetOf(file, specifier), isType: false });
  }
  return found;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function targetOf(file: SourceFile, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (!specifier.startsWith('.')) return null;
  const path = resolve(projectRoot, dirname(file.path), specifier);
  return relative(projectRoot, path).split('\\').join('/');
}
