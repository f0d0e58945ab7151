import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export type DatabaseTarget =
  | { readonly dialect: 'sqlite'; readonly file: string }
  | { readonly dialect: 'pg'; readonly url: string };

/**
 * What a DATABASE_URL points at. `file:` takes a path or a full file URL;
 * `sqlite:///` is followed by the path as in SQLAlchemy: `sqlite:///x.db` is
 * relative, `sqlite:////data/x.db` absolute. Relative paths count from the
 * working directory.
 *
 * @throws Error where the text is neither form, or asks for a database in memory (web and worker could not share it).
 */
export function databaseTarget(url: string): DatabaseTarget {
  if (/^postgres(ql)?:\/\//.test(url)) return { dialect: 'pg', url };
  const path = sqlitePath(url);
  if (path === null || path === '' || path === ':memory:') {
    throw new Error('DATABASE_URL must be file:PATH, sqlite:///PATH, postgres://… or postgresql://…');
  }
  return { dialect: 'sqlite', file: resolve(/* turbopackIgnore: true */ path) };
}

function sqlitePath(url: string): string | null {
  if (url.startsWith('file://')) return fileURLToPath(url);
  if (url.startsWith('file:')) return url.slice('file:'.length);
  if (url.startsWith('sqlite:///')) return url.slice('sqlite:///'.length);
  return null;
}
