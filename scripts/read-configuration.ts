import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Env, readEnv } from '#lib/server/env.ts';

/**
 * The configuration as every command sees it: the environment, then the file
 * `.env` beside package.json for what is not set there.
 *
 * @throws EnvError naming every variable that cannot be used.
 */
export function readConfiguration(): Env {
  const file = join(import.meta.dirname, '..', '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readEnv();
}
