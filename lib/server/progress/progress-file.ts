import { statSync } from 'node:fs';
import { type Progress, progressSchema } from '#lib/shared/progress.ts';
import { readJson } from '../atomic-json.ts';

const KEPT_MAX = 1000;
const kept = new Map<string, { readonly mark: string; readonly progress: Progress | null }>();

/**
 * `progress.json`, read again only when it was replaced: it is written as a new file each time, so its number, size
 * and time tell.
 *
 * @returns null where there is none
 */
export async function readProgressFile(path: string): Promise<Progress | null> {
  const mark = markOf(path);
  if (mark === null) {
    kept.delete(path);
    return null;
  }
  const known = kept.get(path);
  if (known?.mark === mark) return known.progress;
  // Should it be replaced in between, the mark is older than what is read, and it is read once more.
  const progress = await readJson(path, progressSchema);
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(path, { mark, progress });
  return progress;
}

/**
 * At once: where every core is busy, a turn of the thread pool is what a poll would wait for longest, and two hundred
 * polls a second come by here.
 */
function markOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeNs}` : null;
}
