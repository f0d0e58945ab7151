import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, type DatabaseEnv, type Dialect, openDatabase } from '#db/client.ts';
import { createLogger } from '#lib/server/logger.ts';

/** A folder: the text of every statement that the tests of databases run is appended there, a JSON line each. */
const FOLDER = process.env.RECORD_STATEMENTS;

/** As `openDatabase`; with RECORD_STATEMENTS set, its statements are written down (npm run release:fixture). */
export function openRecorded(env: DatabaseEnv, dialect: Dialect): Promise<Database> {
  if (!FOLDER) return openDatabase(env);
  const file = join(FOLDER, `${dialect}-${process.pid}.jsonl`);
  const seen = new Set<string>();
  const logger = createLogger('info', 'db');
  const quiet = Object.assign(Object.create(logger), {
    info(fields: { sql?: unknown }) {
      if (typeof fields.sql !== 'string' || seen.has(fields.sql)) return;
      seen.add(fields.sql);
      appendFileSync(file, `${JSON.stringify(fields.sql)}\n`);
    },
  });
  return openDatabase({ ...env, sqlEcho: true }, quiet);
}
