import { findMissingFiles } from '#lib/server/storage/missing-files.ts';
import { findOrphans, sweepOrphans } from '#lib/server/storage/sweep-orphans.ts';
import { type DatabaseCheck, type Finding, ok, problem, warning } from './finding.ts';

/** Rows against files, in both directions. */
export const checkFiles: DatabaseCheck = async ({ env, logger }, db) => {
  const about = 'files';
  const findings: Finding[] = [];
  const missing = await findMissingFiles(db, env);
  if (missing.length > 0) {
    findings.push(
      problem(
        about,
        `${missing.length} files that rows tell of are gone: ${missing.slice(0, 5).join(', ')}. Restore a backup, or render those clips again`,
      ),
    );
  }
  const orphans = await findOrphans(db, env);
  if (orphans.length > 0) {
    const text = `${orphans.length} folders belong to no episode; the worker removes them in its next clean-up`;
    findings.push(
      warning(
        about,
        text,
        async () => `removed ${(await sweepOrphans(db, env, logger)).length} folders that belong to no episode`,
      ),
    );
  }
  return findings.length > 0 ? findings : [ok(about, 'every row has its file, every folder its episode')];
};
