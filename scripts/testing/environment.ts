import { join } from 'node:path';

/** Configuration of the person's own installation, which no test may see. */
const OURS =
  /^(DATABASE_URL|DATABASE_POOL_SIZE|DATA_DIR|[A-Z]+_DIR|MAX_[A-Z_]+|CLEANUP_INTERVAL_HOURS|METRICS_RETENTION_HOURS|CPU_THREADS|WHISPER_.*|FF(MPEG|PROBE)_PATH|PORT|HOST|HOSTNAME|ALLOWED_ORIGINS|LOG_LEVEL|SQL_ECHO|NODE_OPTIONS|NODE_ENV|npm_.*)$/i;

/**
 * The environment of the tests: temporary files and data of their own in `folder`, and the programs that were found.
 *
 * @param found e.g. WHISPER_BIN, CHROMIUM_PATH
 */
export function testEnvironment(folder: string, found: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !OURS.test(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    TMPDIR: join(folder, 'tmp'),
    DATA_DIR: join(folder, 'data'),
    NEXT_TELEMETRY_DISABLED: '1',
    // Hundreds of processes load the same modules: a fifth of a second of processor time each.
    NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
    ...found,
  };
}
