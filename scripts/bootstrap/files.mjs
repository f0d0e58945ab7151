import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** An absolute path inside the project. */
export const at = (...parts) => join(root, ...parts);

/** The file's text, or null where there is none. */
export function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  }
}

/** Removes a file or a folder with all that is in it. */
export function remove(path) {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

/** A stamp says for which inputs the work was done; written whole or not at all. */
export function writeStamp(path, hash) {
  const partial = `${path}.partial`;
  writeFileSync(partial, `${JSON.stringify({ hash })}\n`);
  renameSync(partial, path);
}

/** Whether the stamp at `path` was written for these inputs. */
export function stampMatches(path, hash) {
  const text = readIfThere(path);
  if (text === null) return false;
  try {
    return JSON.parse(text).hash === hash;
  } catch {
    return false; // a torn stamp counts as none: the work is done again
  }
}

/** sha256 over names and contents of files and folders (absolute paths; missing ones count as missing). */
export function hashOf(paths, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info?.isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
    return;
  }
  hash.update(`\0${relative(root, path)}\0${info ? info.size : 'none'}\0`);
  if (info) hash.update(readFileSync(path));
}
