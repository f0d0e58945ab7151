import { type ErrorGroupRow, listErrorGroups, markErrorGroupsSeen } from '#db/repositories/error-groups.ts';
import type { ErrorGroupView, ErrorList } from '#lib/shared/api/errors.ts';
import type { AppContext } from '../../context.ts';
import { errorView } from '../../problem.ts';

/** What failed in the last METRICS_RETENTION_HOURS, in groups, the last ones first. */
export async function listErrors(context: AppContext): Promise<ErrorList> {
  const { metricsRetentionMs } = context.env;
  const rows = await listErrorGroups(await context.database(), Math.floor(Date.now() - metricsRetentionMs));
  return { hours: metricsRetentionMs / 3_600_000, errors: rows.map(viewOf) };
}

/** Marks these, or all, as seen. @returns the list after it */
export async function markErrorsSeen(context: AppContext, ids: readonly string[] | undefined): Promise<ErrorList> {
  await markErrorGroupsSeen(await context.database(), ids, Date.now());
  return await listErrors(context);
}

function viewOf({ seenAt, source, ...row }: ErrorGroupRow): ErrorGroupView {
  const { title, action } = errorView(row.code) ?? { title: row.code, action: '' };
  return {
    ...row,
    title,
    action,
    source: source === 'worker' ? 'worker' : 'web',
    seen: seenAt !== null && seenAt >= row.lastSeenAt,
  };
}
