import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { defaultDataDir } from './default-data-dir.ts';
import { databaseUrl, flag, notNegative, oneOf, origins, path, positive, size, whole } from './env-values.ts';

const optionalPath = path.optional();
const sandbox = oneOf(['auto', 'off']);

/** What may write the video of clips. */
const videoEncoder = oneOf(['auto', 'software', 'nvenc', 'vaapi', 'qsv', 'videotoolbox']);
export type VideoEncoderName = z.infer<typeof videoEncoder>;

const schema = z.object({
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_POOL_SIZE: whole(1, 200).default(10),
  DATA_DIR: path.optional(),
  UPLOAD_DIR: optionalPath,
  TRANSCRIPTS_DIR: optionalPath,
  CLIPS_DIR: optionalPath,
  OUTPUT_DIR: optionalPath,
  LOGS_DIR: optionalPath,
  MODELS_DIR: optionalPath,
  EMBEDDINGS: flag.default(true),
  EMBEDDINGS_MODEL_PATH: optionalPath,
  FONTS_DIR: optionalPath,
  MAX_FILE_SIZE: size.default(2_000_000_000),
  MAX_STORAGE_GB: positive.default(50),
  MIN_FREE_DISK_GB: notNegative.default(1),
  TRASH_DAYS: positive.default(7),
  CLEANUP_INTERVAL_HOURS: positive.default(24),
  MAX_CONCURRENT_JOBS: whole(1, 64).default(3),
  MAX_QUEUE_SIZE: whole(1, 1_000_000).default(100),
  METRICS_RETENTION_HOURS: positive.default(24),
  BACKUP_DIR: optionalPath,
  BACKUP_INTERVAL_HOURS: positive.default(24),
  BACKUP_KEEP: whole(1, 10_000).default(7),
  CPU_THREADS: whole(1, 1024).optional(),
  WHISPER_MODEL: z.string().min(1).default('base'),
  WHISPER_MODEL_PATH: optionalPath,
  WHISPER_BIN: optionalPath,
  VIDEO_ENCODER: videoEncoder.default('auto'),
  FFMPEG_PATH: optionalPath,
  FFPROBE_PATH: optionalPath,
  SANDBOX: sandbox.default('auto'),
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ALLOWED_ORIGINS: origins.default([]),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SQL_ECHO: flag.default(false),
});

/** Every variable there is. */
export const VARIABLES: readonly string[] = Object.keys(schema.shape);

/** The validated configuration. Sizes in bytes, folders absolute. */
export interface Env {
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  readonly dataDir: string;
  readonly uploadDir: string;
  readonly transcriptsDir: string;
  readonly clipsDir: string;
  readonly outputDir: string;
  readonly logsDir: string;
  /** Extra folder of weights, read only; null where not set. */
  readonly modelsDir: string | null;
  /** Whether sentence vectors are used where their weights are found. */
  readonly embeddings: boolean;
  /** Folder of the sentence vectors' weights; null where not set. */
  readonly embeddingsModelPath: string | null;
  /** Fonts for scripts that ours lack, read only; null where not set. */
  readonly fontsDir: string | null;
  readonly maxFileBytes: number;
  readonly maxStorageBytes: number;
  /** So much of the disk stays free: nothing is taken that would go below. */
  readonly minFreeDiskBytes: number;
  /** How long a deleted episode can be brought back. */
  readonly trashMs: number;
  readonly cleanupIntervalMs: number;
  readonly maxConcurrentJobs: number;
  readonly maxQueueSize: number;
  readonly metricsRetentionMs: number;
  /** Where the worker puts backups; null: it makes none. */
  readonly backupDir: string | null;
  readonly backupIntervalMs: number;
  /** So many of them stay. */
  readonly backupKeep: number;
  /** Threads that all running children may use together. */
  readonly cpuThreads: number;
  readonly whisperModel: string;
  readonly whisperModelPath: string | null;
  readonly whisperBin: string | null;
  readonly videoEncoder: VideoEncoderName;
  readonly ffmpegPath: string | null;
  readonly ffprobePath: string | null;
  readonly port: number;
  readonly host: string;
  readonly allowedOrigins: readonly string[];
  readonly logLevel: string;
  readonly sqlEcho: boolean;
}

/** A variable that cannot be used; the message names it. */
export class EnvError extends Error {
  constructor(problems: readonly string[]) {
    super(`Configuration: ${problems.join('; ')}`);
    this.name = 'EnvError';
  }
}

/**
 * Validates the environment. Empty variables count as not set, and spaces around a value not at all.
 *
 * @throws EnvError naming every variable that cannot be used.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.fromEntries(
    Object.entries(source)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues.map(({ path, message }) => {
        const name = path.join('.');
        // That one may hold a password.
        return `${name} ${message}${name === 'DATABASE_URL' ? '' : ` (it is "${given[name]}")`}`;
      }),
    );
  }
  const values = parsed.data;
  const dataDir = values.DATA_DIR ?? defaultDataDir(source);
  return Object.freeze({
    databaseUrl: values.DATABASE_URL ?? `file:${join(dataDir, 'podpromo.db')}`,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    dataDir,
    uploadDir: values.UPLOAD_DIR ?? join(dataDir, 'uploads'),
    transcriptsDir: values.TRANSCRIPTS_DIR ?? join(dataDir, 'transcripts'),
    clipsDir: values.CLIPS_DIR ?? join(dataDir, 'clips'),
    outputDir: values.OUTPUT_DIR ?? join(dataDir, 'output'),
    logsDir: values.LOGS_DIR ?? join(dataDir, 'logs'),
    modelsDir: values.MODELS_DIR ?? null,
    embeddings: values.EMBEDDINGS,
    embeddingsModelPath: values.EMBEDDINGS_MODEL_PATH ?? null,
    fontsDir: values.FONTS_DIR ?? null,
    maxFileBytes: values.MAX_FILE_SIZE,
    maxStorageBytes: Math.round(values.MAX_STORAGE_GB * 1e9),
    minFreeDiskBytes: Math.round(values.MIN_FREE_DISK_GB * 1e9),
    trashMs: values.TRASH_DAYS * 24 * 3_600_000,
    cleanupIntervalMs: values.CLEANUP_INTERVAL_HOURS * 3_600_000,
    maxConcurrentJobs: values.MAX_CONCURRENT_JOBS,
    maxQueueSize: values.MAX_QUEUE_SIZE,
    metricsRetentionMs: values.METRICS_RETENTION_HOURS * 3_600_000,
    backupDir: values.BACKUP_DIR ?? null,
    backupIntervalMs: values.BACKUP_INTERVAL_HOURS * 3_600_000,
    backupKeep: values.BACKUP_KEEP,
    cpuThreads: values.CPU_THREADS ?? availableParallelism(),
    whisperModel: values.WHISPER_MODEL,
    whisperModelPath: values.WHISPER_MODEL_PATH ?? null,
    whisperBin: values.WHISPER_BIN ?? null,
    videoEncoder: values.VIDEO_ENCODER,
    ffmpegPath: values.FFMPEG_PATH ?? null,
    ffprobePath: values.FFPROBE_PATH ?? null,
    port: values.PORT,
    host: values.HOST,
    allowedOrigins: values.ALLOWED_ORIGINS,
    logLevel: values.LOG_LEVEL,
    sqlEcho: values.SQL_ECHO,
  });
}

/**
 * Whether children are held back as far as this machine can. Of the process and not of one `Env`, like the rest of what
 * a child is given.
 *
 * @throws EnvError where SANDBOX is neither `auto` nor `off`.
 */
export function sandboxMode(source: Readonly<Record<string, string | undefined>> = process.env): 'auto' | 'off' {
  const parsed = sandbox.safeParse(source.SANDBOX?.trim() || 'auto');
  if (!parsed.success) throw new EnvError(['SANDBOX must be auto or off']);
  return parsed.data;
}
