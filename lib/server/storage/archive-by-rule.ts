import { archiveKey, listSettledEpisodes } from '#db/repositories/archive.ts';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import type { Database } from '#db/types.ts';
import type { Logger } from '../logger.ts';
import { judgedNow } from './judged-time.ts';
import { readRetention } from './retention.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * Lines up the archiving of episodes that nobody has touched for as long as the rule says. Never one with a kept clip
 * or with clips that are not rendered.
 *
 * @param now epoch milliseconds, for tests
 * @returns how many
 */
export async function archiveByRule(db: Database, logger: Logger, now?: number): Promise<number> {
  const { sourcesDays } = await readRetention(db);
  if (sourcesDays === null) return 0;
  const untouchedSince = (now ?? (await judgedNow(db))) - sourcesDays * DAY_MS;
  const episodes = await listSettledEpisodes(db, untouchedSince, false);
  for (const { id } of episodes) {
    const payload = { episodeId: id, untouchedSince };
    await enqueueJob(db, { kind: 'archive', episodeId: null, payload, dedupeKey: archiveKey(id) });
  }
  if (episodes.length > 0) logger.info({ episodes: episodes.length }, 'episodes are archived by the rule');
  return episodes.length;
}
