import { getSetting, putSetting } from '#db/repositories/settings.ts';
import type { Database } from '#db/types.ts';
import { type SettingsPatch, type SystemView, settingsPatchSchema } from '#lib/shared/api/system.ts';
import type { JobOptions } from '#lib/shared/job-options.ts';
import type { Env } from '../../env.ts';

export type Settings = SystemView['settings'];

const KEY = 'studio';
const DEFAULT_ASPECT = '9:16';
const DEFAULT_CLIP_COUNT = 10;

/** What new episodes are made with; WHISPER_MODEL counts until a model was chosen on the page. */
export async function readSettings(db: Database, env: Pick<Env, 'whisperModel'>): Promise<Settings> {
  const stored = await getSetting(db, KEY, settingsPatchSchema);
  return {
    model: stored?.model ?? env.whisperModel,
    aspect: stored?.aspect ?? DEFAULT_ASPECT,
    clipCount: stored?.clipCount ?? DEFAULT_CLIP_COUNT,
  };
}

/** What was chosen on the page, for the jobs of a new episode; the rest is theirs to default. */
export async function chosenOptions(db: Database): Promise<JobOptions> {
  const stored = await getSetting(db, KEY, settingsPatchSchema);
  return {
    ...(stored?.model === undefined ? {} : { model: stored.model }),
    ...(stored?.aspect === undefined ? {} : { aspect: stored.aspect }),
    ...(stored?.clipCount === undefined ? {} : { count: stored.clipCount }),
  };
}

/** Keeps what the patch does not name. */
export async function saveSettings(db: Database, patch: SettingsPatch): Promise<void> {
  const stored = await getSetting(db, KEY, settingsPatchSchema);
  await putSetting(db, KEY, { ...stored, ...patch });
}
