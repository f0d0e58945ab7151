import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EnvError, readEnv } from '#lib/server/env.ts';
import { projectRoot } from '#scripts/supervisor/commands.ts';

/** A value that each variable refuses; those that take any text have none. */
const REFUSED: Readonly<Record<string, string>> = {
  DATABASE_URL: 'mysql://somewhere/x',
  DATABASE_POOL_SIZE: '0',
  MAX_FILE_SIZE: 'lots',
  MAX_STORAGE_GB: '-1',
  MIN_FREE_DISK_GB: '-1',
  TRASH_DAYS: '0',
  CLEANUP_INTERVAL_HOURS: 'daily',
  BACKUP_INTERVAL_HOURS: 'nightly',
  BACKUP_KEEP: '0',
  MAX_CONCURRENT_JOBS: '2.5',
  MAX_QUEUE_SIZE: 'many',
  METRICS_RETENTION_HOURS: '0',
  CPU_THREADS: '-2',
  PORT: '70000',
  ALLOWED_ORIGINS: 'https://studio.example.com, studio.example.com',
  SANDBOX: 'perhaps',
  VIDEO_ENCODER: 'gpu',
  LOG_LEVEL: 'loud',
  SQL_ECHO: 'perhaps',
  EMBEDDINGS: 'perhaps',
};
/** Places and names: any text is one. */
const FREE = [
  'DATA_DIR',
  'UPLOAD_DIR',
  'TRANSCRIPTS_DIR',
  'CLIPS_DIR',
  'OUTPUT_DIR',
  'LOGS_DIR',
  'MODELS_DIR',
  'EMBEDDINGS_MODEL_PATH',
  'FONTS_DIR',
  'BACKUP_DIR',
  'WHISPER_MODEL',
  'WHISPER_MODEL_PATH',
  'WHISPER_BIN',
  'FFMPEG_PATH',
  'FFPROBE_PATH',
  'HOST',
];

describe('the configuration', () => {
  it.each(Object.entries(REFUSED))('names %s where its value cannot be used', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(EnvError);
    expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`\\b${name}\\b`));
  });

  it('names every wrong variable at once', () => {
    expect(() => readEnv({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT.*LOG_LEVEL/);
  });

  it('says in a sentence what it must be and what it is, but no password', () => {
    const said = (source: Record<string, string>) => {
      try {
        return readEnv(source);
      } catch (error) {
        return error instanceof EnvError ? error.message : error;
      }
    };
    expect(said({ PORT: '70000' })).toBe('Configuration: PORT must be a whole number from 0 to 65535 (it is "70000")');
    expect(said({ MAX_STORAGE_GB: '50GB' })).toContain('must be a number above 0, without a unit (it is "50GB")');
    expect(said({ LOG_LEVEL: 'loud' })).toContain('must be one of fatal, error, warn');
    expect(said({ DATABASE_URL: 'postgres://me:se#cret' })).toMatch(/^Configuration: DATABASE_URL is no address: /);
    expect(said({ DATABASE_URL: 'postgres://me:se#cret' })).not.toContain('cret');
  });

  it('takes words however they are written, and no spaces around a value', () => {
    const env = readEnv({ HOST: ' 0.0.0.0 ', LOG_LEVEL: 'INFO', SQL_ECHO: 'On', EMBEDDINGS: 'off', PORT: ' ' });
    expect(env).toMatchObject({ host: '0.0.0.0', logLevel: 'info', sqlEcho: true, embeddings: false, port: 3000 });
  });

  it('reads sizes in bytes and with units', () => {
    expect(readEnv({ MAX_FILE_SIZE: '2GB' }).maxFileBytes).toBe(2_000_000_000);
    expect(readEnv({ MAX_FILE_SIZE: '1.5 mb' }).maxFileBytes).toBe(1_500_000);
    expect(readEnv({ MAX_FILE_SIZE: '4096' }).maxFileBytes).toBe(4096);
  });

  it('has the defaults that the documentation promises', () => {
    const env = readEnv({});
    expect(env).toMatchObject({
      maxFileBytes: 2e9,
      maxStorageBytes: 50e9,
      cleanupIntervalMs: 24 * 3_600_000,
      maxConcurrentJobs: 3,
      maxQueueSize: 100,
      metricsRetentionMs: 24 * 3_600_000,
      whisperModel: 'base',
      port: 3000,
      host: '127.0.0.1',
      allowedOrigins: [],
    });
    expect(env.databaseUrl).toBe(`file:${join(env.dataDir, 'podpromo.db')}`);
    expect(env.dataDir.startsWith(projectRoot)).toBe(false);
    expect(env.dataDir.startsWith(homedir())).toBe(true);
  });

  it('takes origins as browsers write them, and nothing else', () => {
    const env = readEnv({
      ALLOWED_ORIGINS: 'https://Studio.example.com/, http://10.0.0.2:8080,https://a.example:443,',
    });
    expect(env.allowedOrigins).toEqual(['https://studio.example.com', 'http://10.0.0.2:8080', 'https://a.example']);
    for (const value of ['*', 'null', 'studio.example.com', 'localhost:3000', 'https://a.example/path', 'ftp://a']) {
      expect(() => readEnv({ ALLOWED_ORIGINS: value }), value).toThrow(/ALLOWED_ORIGINS must be like/);
    }
  });

  it('treats an empty variable as one that is not set', () => {
    expect(readEnv({ PORT: '', DATA_DIR: '' })).toEqual(readEnv({}));
  });

  it('makes folders absolute and puts those that are not set into DATA_DIR', () => {
    const env = readEnv({ DATA_DIR: 'data', CLIPS_DIR: '/elsewhere/clips' });
    expect(isAbsolute(env.dataDir)).toBe(true);
    expect(env.uploadDir).toBe(join(env.dataDir, 'uploads'));
    expect(env.clipsDir).toBe('/elsewhere/clips');
  });

  it.each(['file:x.db', 'sqlite:///x.db', 'postgres://h/d', 'postgresql://h/d'])('takes the database %s', (url) => {
    expect(readEnv({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });
});

describe('.env.example', () => {
  const example = readFileSync(join(projectRoot, '.env.example'), 'utf8');
  const named = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
    name,
    value,
  }));

  it('has every variable, and no other', () => {
    const source = readFileSync(join(projectRoot, 'lib', 'server', 'env.ts'), 'utf8');
    const known = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name);
    expect(known.length).toBeGreaterThan(20);
    expect(named.map(({ name }) => name).sort()).toEqual(known.sort());
    expect([...Object.keys(REFUSED), ...FREE].sort()).toEqual(known.sort());
  });

  it('can be used as it is, with everything switched on', () => {
    expect(() => readEnv(Object.fromEntries(named.map(({ name, value }) => [name, value])))).not.toThrow();
  });
});
