import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { defaultDataDir } from './default-data-dir.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

const size = z.string().transform((text, context) => {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT]?B)?$/i.exec(text.trim());
  const bytes = match ? Number(match[1]) * (UNITS[(match[2] ?? '').toUpperCase()] ?? Number.NaN) : Number.NaN;
  if (!Number.isSafeInteger(Math.round(bytes)) || bytes < 1) {
    context.addIssue({ code: 'custom', message: 'must be a number of bytes or like 500MB, 2GB' });
    return z.NEVER;
  }
  return Math.round(bytes);
});

const whole = (minimum: number, maximum: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.number().min(minimum).max(maximum));
const positive = z.coerce.number().positive();
const path = z
  .string()
  .min(1)
  .transform((value) => resolve(value));
const optionalPath = path.optional();
const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'])
  .transform((value) => ['true', '1', 'yes'].includes(value));

/** As browsers write them: they are compared as text. */
const origins = z.string().transform((text, context) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => {
      const url = URL.parse(entry);
      if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
      context.addIssue({ code: 'custom', message: `must be like https://studio.example.com, which "${entry}" is not` });
      return z.NEVER;
    }),
);

const databaseUrl = z
  .string()
  .refine(
    (url) => /^(file:|sqlite:\/\/|postgres(ql)?:\/\/)/.test(url),
    'must begin with file:, sqlite:///, postgres:// or postgresql://',
  );

const sandbox = z.enum(['auto', 'off']);

/** What may write the video of clips. */
const videoEncoder = z.enum(['auto', 'software', 'nvenc', 'vaapi', 'qsv', 'videotoolbox']);
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
  MIN_FREE_DISK_GB: z.coerce.number().nonnegative().default(1),
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
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SQL_ECHO: flag.default(false),
});

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
 * Validates the environment. Empty variables count as not set.
 *
 * @throws EnvError naming every variable that cannot be used.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
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
  const parsed = sandbox.safeParse(source.SANDBOX || 'auto');
  if (!parsed.success) throw new EnvError(['SANDBOX must be auto or off']);
  return parsed.data;
}
