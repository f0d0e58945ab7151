import { openDatabase } from '#db/client.ts';
import { readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { LENGTH_MS, seedClips, seedSource } from './clips.ts';
import { makeMedia } from './media.ts';
import { addEpisode } from './rows.ts';

/** An episode with ten rendered clips, which a worker can render anew. */
export async function seedEditable(dataDir: string): Promise<{ episodeId: string; clipIds: readonly string[] }> {
  const env = readEnv({ DATA_DIR: dataDir });
  const db = await openDatabase(env, createLogger('silent', 'seed'));
  try {
    const target = { db, env, now: Date.now() };
    const media = await makeMedia(LENGTH_MS);
    const episodeId = await addEpisode(target, { title: 'Why most onboarding fails in the first ninety seconds' });
    await seedSource(target, episodeId, media, 2);
    return { episodeId, clipIds: await seedClips(target, episodeId, media, 10) };
  } finally {
    await db.close();
  }
}
