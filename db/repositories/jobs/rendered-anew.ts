import { inArray } from 'drizzle-orm';
import { ASKED_RENDER_PRIORITY } from '#lib/shared/job-options.ts';
import { LIVE_JOB_STATUSES } from '#lib/shared/states.ts';
import type { Database } from '../../types.ts';

/** Episodes of which nothing waits or runs but renders that a person asked for: they were finished before. */
export async function listRenderedAnew(db: Database): Promise<ReadonlySet<string>> {
  const { jobs } = db.tables;
  const live = await db.orm
    .selectDistinct({ episodeId: jobs.episodeId, kind: jobs.kind, priority: jobs.priority })
    .from(jobs)
    .where(inArray(jobs.status, [...LIVE_JOB_STATUSES]));
  const anew = new Map<string, boolean>();
  for (const { episodeId, kind, priority } of live) {
    if (episodeId === null) continue;
    const asked = kind === 'render' && priority >= ASKED_RENDER_PRIORITY;
    anew.set(episodeId, asked && (anew.get(episodeId) ?? true));
  }
  return new Set([...anew].filter(([, only]) => only).map(([id]) => id));
}
