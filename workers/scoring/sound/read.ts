import { listAssets } from '#db/repositories/assets.ts';
import type { Database } from '#db/types.ts';
import { readJson } from '#lib/server/atomic-json.ts';
import type { Env } from '#lib/server/env.ts';
import type { Logger } from '#lib/server/logger.ts';
import { levelsOf, soundFileSchema } from '#lib/server/media/sound-levels.ts';
import { assetPath } from '#lib/server/paths.ts';
import type { SoundTrack } from './measures.ts';

/** The loudness that the probe kept; null for episodes of before, and where the file is gone or damaged (which is logged). */
export async function readSoundTrack(
  { db, env, logger }: { db: Database; env: Env; logger: Logger },
  episodeId: string,
): Promise<SoundTrack | null> {
  const asset = (await listAssets(db, episodeId, 'sound')).at(-1);
  if (!asset) return null;
  try {
    const file = await readJson(assetPath(env, asset), soundFileSchema);
    return file && { frameMs: file.frameMs, levels: levelsOf(file) };
  } catch (error) {
    logger.warn({ err: error, episodeId }, 'the loudness of an episode could not be read');
    return null;
  }
}
