import { getSetting, putSetting } from '#db/repositories/settings.ts';
import type { Database } from '#db/types.ts';
import { type Retention, retentionPatchSchema } from '#lib/shared/storage.ts';

const KEY = 'retention';
const OFF: Retention = { rendersDays: null, sourcesDays: null, archivedDays: null };

/** The rules; everything is off until a person sets it. */
export async function readRetention(db: Database): Promise<Retention> {
  return { ...OFF, ...(await getSetting(db, KEY, retentionPatchSchema)) };
}

/** Keeps what the patch does not name. */
export async function saveRetention(db: Database, patch: Partial<Retention>): Promise<Retention> {
  const rules = { ...(await readRetention(db)), ...patch };
  await putSetting(db, KEY, rules);
  return rules;
}
