import { listJobs } from '#db/repositories/jobs/list-jobs.ts';
import { listWorkers } from '#db/repositories/workers.ts';
import { removeDeadWorkFolders } from '#workers/work-folder.ts';
import { type DatabaseCheck, type Finding, ok, warning } from './finding.ts';

const ALIVE_MS = 60_000;
const STUCK_MS = 10 * 60_000;

/** Workers and what waits for them. */
export const checkQueue: DatabaseCheck = async ({ env }, db) => {
  const now = Date.now();
  const alive = (await listWorkers(db)).filter((worker) => Math.abs(now - worker.lastSeenAt) < ALIVE_MS).length;
  const held = await listJobs(db, { statuses: ['running'] });
  const stuck = held.filter((job) => now - (job.leaseExpiresAt ?? now) > STUCK_MS).length;
  const poisoned = (await listJobs(db, { statuses: ['poisoned'] })).length;
  const findings: Finding[] = [ok('worker', alive > 0 ? `${alive} running` : 'none is running now')];
  if (stuck > 0)
    findings.push(warning('queue', `${stuck} jobs of dead workers: the next worker that starts takes them up`));
  if (poisoned > 0)
    findings.push(warning('queue', `${poisoned} jobs were given up after two crashes: try them again on their page`));
  if (alive === 0) {
    const removed = async () => `removed ${await removeDeadWorkFolders(db, env)} folders that dead jobs left`;
    findings.push({ ...ok('work folders', 'what dead jobs left is removed when a worker starts'), fix: removed });
  }
  return findings;
};
