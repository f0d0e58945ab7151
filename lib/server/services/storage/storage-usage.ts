import { trashBytes, usageByEpisode, usageByKind } from '#db/repositories/storage-usage.ts';
import { databaseTarget } from '#db/target.ts';
import type { StorageUsage } from '#lib/shared/storage.ts';
import type { AppContext } from '../../context.ts';
import type { Env } from '../../env.ts';
import { paths } from '../../paths.ts';
import { fileBytes, folderBytes } from '../../storage/folder-bytes.ts';
import { storageStats } from './storage-stats.ts';

const EPISODES_SHOWN = 50;

/** What uses the disk, by kind and by episode. */
export async function storageUsage(context: AppContext): Promise<StorageUsage> {
  const { env } = context;
  const db = await context.database();
  const [stats, kinds, episodes, trash, models, engines, logs, work, database] = await Promise.all([
    storageStats(db, env),
    usageByKind(db),
    usageByEpisode(db, EPISODES_SHOWN),
    trashBytes(db),
    folderBytes(paths.modelsDir(env)),
    folderBytes(paths.enginesDir(env)),
    folderBytes(env.logsDir),
    folderBytes(paths.workDir(env)),
    databaseBytes(env),
  ]);
  const { usedBytes, reservedBytes, limitBytes, minFreeBytes, freeBytes, openUploadBytes } = stats;
  return {
    ...{ usedBytes, reservedBytes, limitBytes, minFreeBytes, freeBytes, openUploadBytes, trashBytes: trash },
    ...{ kinds, episodes, beside: { models, engines, database, logs, work } },
  };
}

async function databaseBytes(env: Env): Promise<number | null> {
  const target = databaseTarget(env.databaseUrl);
  if (target.dialect === 'pg') return null;
  const [main, log] = await Promise.all([fileBytes(target.file), fileBytes(`${target.file}-wal`)]);
  return main + log;
}
