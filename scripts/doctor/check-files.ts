import { rm } from 'node:fs/promises';
import { getAsset } from '#db/repositories/assets.ts';
import { brandFiles } from '#lib/server/backup/brand-files.ts';
import { findLooseFiles } from '#lib/server/storage/loose-files.ts';
import { findMissingFiles } from '#lib/server/storage/missing-files.ts';
import { areRowsForeign, findOrphans, sweepOrphans } from '#lib/server/storage/sweep-orphans.ts';
import { type DatabaseCheck, type Finding, ok, problem, warning } from './finding.ts';

/** A lost disk misses everything. */
const NAMED = 5;

/** Rows against files, in both directions. */
export const checkFiles: DatabaseCheck = async ({ env, logger }, db) => {
  const about = 'files';
  const findings: Finding[] = [];
  const missing = await findMissingFiles(db, env);
  if (missing.length > 0) {
    const rows = await Promise.all(missing.slice(0, NAMED).map((id) => getAsset(db, id)));
    const names = rows.flatMap((row) => (row ? [`${row.root}/${row.path}`] : []));
    const text = `files that rows tell of are gone (${missing.length}): ${names.join(', ')}. Restore a backup, or render those clips again`;
    findings.push(problem(about, text));
  }
  const ofBrands = (await brandFiles(db, env)).filter(({ sizeBytes }) => sizeBytes === null);
  if (ofBrands.length > 0) {
    const names = ofBrands.map(({ root, path }) => `${root}/${path}`).join(', ');
    const text = `fonts or logos of brands are gone: ${names}. Choose them again in the settings, or restore a backup`;
    findings.push(problem(about, text));
  }
  const orphans = await findOrphans(db, env);
  if (orphans.length > 0) {
    const text = (await areRowsForeign(db, orphans.length))
      ? `${orphans.length} folders belong to no episode, more than do: is this the right database? The worker leaves them alone; 'npm run clean-up' removes them`
      : `${orphans.length} folders belong to no episode; the worker removes them in its next clean-up`;
    findings.push(
      warning(
        about,
        text,
        async () => `removed ${(await sweepOrphans(db, env, logger)).length} folders that belong to no episode`,
      ),
    );
  }
  const loose = await findLooseFiles(db, env);
  if (loose.length > 0) {
    findings.push(
      warning(
        about,
        `${loose.length} files belong to no row; the worker removes them in its next clean-up`,
        async () => {
          for (const { path } of loose) await rm(path, { recursive: true, force: true });
          return `removed ${loose.length} files that belong to no row`;
        },
      ),
    );
  }
  return findings.length > 0 ? findings : [ok(about, 'every row has its file, every folder its episode')];
};
