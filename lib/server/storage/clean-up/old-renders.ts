import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listRemovableRenders, removeRender } from '#db/repositories/removable-renders.ts';
import { paths } from '../../paths.ts';
import { countFiles } from '../delete-files.ts';
import { type CleanUpRound, DAY_MS, type Removable } from './removable.ts';

/** Where room is short and nobody has set a rule. */
const OLD_DAYS = 30;

/** Rendered clips that can be made again, oldest first: by the rule, and without one only where room is short. */
export async function oldRenders({ context, trigger, retention, now }: CleanUpRound): Promise<Removable[]> {
  const { db, env } = context;
  const days = retention.rendersDays ?? (trigger === 'interval' ? null : OLD_DAYS);
  if (days === null) return [];
  const found: Removable[] = [];
  for (const render of await listRemovableRenders(db, now - days * DAY_MS)) {
    const folder = join(paths.clipsDir(env, render.episodeId), render.id);
    found.push({
      reason: 'old_render',
      episodeId: render.episodeId,
      title: render.title,
      ...(await countFiles(folder)),
      async remove() {
        if (!(await removeRender(db, render))) return false;
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
        return true;
      },
    });
  }
  return found;
}
