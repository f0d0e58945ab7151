import { listErrorGroups } from '#db/repositories/error-groups.ts';
import { listSnapshots, snapshotTime } from '../../backup/backup-folder.ts';
import type { AppContext } from '../../context.ts';
import type { Env } from '../../env.ts';
import { type QueueView, queueView } from '../queue/queue-stats.ts';
import { type StorageView, storageView } from '../storage/storage-stats.ts';

/** Everything that alerts and notices go by. */
export interface HostFacts {
  readonly queue: QueueView;
  readonly storage: StorageView;
  readonly errors: ErrorFacts;
  /** Null where no backups are to be kept. */
  readonly backup: { readonly ageMs: number; readonly intervalMs: number } | null;
}

export interface ErrorFacts {
  /** Groups in the last METRICS_RETENTION_HOURS. */
  readonly groups: number;
  /** Of them, those that nobody has marked as seen. */
  readonly fresh: number;
  /** Of those, what nobody foresaw and what came in the last hour. */
  readonly unforeseen: number;
}

const HOUR_MS = 3_600_000;

export async function hostFacts(context: AppContext): Promise<HostFacts> {
  const { env } = context;
  const db = await context.database();
  const now = Date.now();
  const [queue, storage, groups, backup] = await Promise.all([
    queueView(context),
    storageView(db, env),
    listErrorGroups(db, Math.floor(now - env.metricsRetentionMs)),
    backupFacts(env, now),
  ]);
  const fresh = groups.filter(({ seenAt, lastSeenAt }) => seenAt === null || seenAt < lastSeenAt);
  const unforeseen = fresh.filter(({ code, lastSeenAt }) => code === 'internal' && now - lastSeenAt < HOUR_MS);
  return {
    queue,
    storage,
    errors: { groups: groups.length, fresh: fresh.length, unforeseen: unforeseen.length },
    backup,
  };
}

/** Before the first one, as old as this process: it is due by then. */
async function backupFacts(env: Env, now: number): Promise<HostFacts['backup']> {
  if (env.backupDir === null) return null;
  const last = (await listSnapshots(env.backupDir)).at(-1);
  const ageMs = last === undefined ? process.uptime() * 1000 : Math.max(0, now - snapshotTime(last));
  return { ageMs, intervalMs: env.backupIntervalMs };
}
