import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { mediaTimeoutMs, runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { type OwnFormat, ownInput } from '#lib/server/media/user-input.ts';

/** Where nothing else is chosen: what the feeds play at. Podcast apps ask for -16. */
export const TARGET_LUFS = -14;
/** What an encoded clip may differ by, and how loud its true peak may be. */
export const LOUDNESS_TOLERANCE = 0.5;
export const MAX_TRUE_PEAK = -1;

/** Left free below the allowed peak: AAC overshoots what it is given. */
const PEAK_MARGIN = 0.6;
/** Quieter than this there is nothing but noise, which is not turned up. */
const SILENCE_LUFS = -60;
const MAX_GAIN_DB = 40;
const ROUNDS = 8;
/** Close enough for a search whose meter shows tenths. */
const SEARCH_TOLERANCE = 0.1;

/** Integrated loudness in LUFS and true peak in dBTP. */
export interface Loudness {
  readonly integrated: number;
  readonly truePeak: number;
}

/** How a sound is brought to the target. */
export interface Leveling {
  readonly gainDb: number;
  /** Peaks are held below this, in dB; null where the gain alone keeps them there. */
  readonly ceilingDb: number | null;
}

/**
 * Measures by EBU R 128. (`ebur128` takes a fifth of the time of `loudnorm`'s first pass, with the same result.)
 *
 * @param filter what is applied before measuring; empty for nothing
 */
export async function measureLoudness(options: {
  env: Env;
  path: string;
  format: OwnFormat;
  durationMs: number;
  filter?: string;
  signal: AbortSignal;
}): Promise<Loudness> {
  const { env, path, format, durationMs, filter, signal } = options;
  const meter = 'ebur128=peak=true:framelog=verbose';
  const { stderrTail } = await runFfmpeg({
    env,
    signal,
    timeoutMs: mediaTimeoutMs(durationMs),
    args: [
      ...['-v', 'info', ...ownInput(path, format), '-map', '0:a:0', '-vn'],
      ...['-af', filter ? `${filter},${meter}` : meter, '-f', 'null', '-'],
    ],
  });
  return parseLoudness(stderrTail);
}

/**
 * Reads the summary that `ebur128=peak=true` prints at its end; `-inf` for silence.
 *
 * @throws AppError `ffmpeg_failed` where there is none.
 */
export function parseLoudness(log: string): Loudness {
  const summary = log.slice(log.lastIndexOf('Summary:'));
  const integrated = /Integrated loudness:\s+I:\s+(-?[\d.]+|-?inf|nan) LUFS/.exec(summary)?.[1];
  const truePeak = /True peak:\s+Peak:\s+(-?[\d.]+|-?inf|nan) dBFS/.exec(summary)?.[1];
  if (!integrated || !truePeak) {
    throw new AppError('ffmpeg_failed', { cause: new Error(`no loudness in: ${log.slice(-500)}`) });
  }
  return { integrated: decibels(integrated), truePeak: decibels(truePeak) };
}

function decibels(text: string): number {
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NEGATIVE_INFINITY;
}

/** What a sound is to measure before it is encoded; corrected when the encoder turned out to change it. */
export interface LoudnessGoal {
  readonly integrated: number;
  readonly ceilingDb: number;
}

/** What to aim at first. */
export function firstGoal(targetLufs: number = TARGET_LUFS): LoudnessGoal {
  return { integrated: targetLufs, ceilingDb: MAX_TRUE_PEAK - PEAK_MARGIN };
}

export const FIRST_GOAL = firstGoal();

/**
 * Finds the gain (and limiter, where the peaks need one) that brings a sound to
 * the goal. A plain gain is what `loudnorm` does with `linear=true`; where the
 * true peak forbids it, `loudnorm` would silently pump (its dynamic mode), so
 * we limit the peaks instead and make up for what that takes.
 *
 * @param measure the sound's loudness behind a filter
 * @param before what nearly reached it: the search begins there
 * @returns null for silence, which stays silent.
 */
export async function findLeveling(
  measure: (filter: string) => Promise<Loudness>,
  goal: LoudnessGoal = FIRST_GOAL,
  before: Leveling | null = null,
): Promise<Leveling | null> {
  const first = await measure('');
  if (!(first.integrated > SILENCE_LUFS)) return null;
  const { ceilingDb } = goal;
  const plainDb = Math.min(goal.integrated - first.integrated, MAX_GAIN_DB);
  if (first.truePeak + plainDb <= ceilingDb) return { gainDb: plainDb, ceilingDb: null };
  let gainDb = Math.max(plainDb, before?.gainDb ?? 0);
  let last = { gainDb: 0, integrated: first.integrated };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { integrated } = await measure(trialFilter({ gainDb, ceilingDb }));
    const missing = goal.integrated - integrated;
    if (Math.abs(missing) < SEARCH_TOLERANCE) break;
    // The more is limited, the less a decibel of gain brings: what the last step brought tells how much.
    const slope = (integrated - last.integrated) / (gainDb - last.gainDb || 1);
    last = { gainDb, integrated };
    gainDb = Math.min(MAX_GAIN_DB, gainDb + missing / Math.min(1, Math.max(0.2, slope)));
    if (gainDb === last.gainDb) break;
  }
  return { gainDb, ceilingDb };
}

/** True where more gain would only be more noise: such a sound stays below the target. */
export function isExhausted(leveling: Leveling): boolean {
  return leveling.gainDb >= MAX_GAIN_DB;
}

/** What to aim at instead, after the encoded file was measured; null where it is as it should be. */
export function correctGoal(
  goal: LoudnessGoal,
  encoded: Loudness,
  targetLufs: number = TARGET_LUFS,
): LoudnessGoal | null {
  const missing = targetLufs - encoded.integrated;
  const over = encoded.truePeak - MAX_TRUE_PEAK;
  if (Math.abs(missing) <= LOUDNESS_TOLERANCE * 0.8 && over <= 0) return null;
  return {
    integrated: goal.integrated + missing,
    ceilingDb: over > 0 ? goal.ceilingDb - over - 0.2 : goal.ceilingDb,
  };
}

/** The audio filter of a leveling. The limiter works on four times the samples, to catch peaks between them. */
export function levelingFilter(leveling: Leveling | null): string {
  if (!leveling) return 'anull';
  if (leveling.ceilingDb === null) return gainFilter(leveling);
  return `${gainFilter(leveling)},aresample=192000,${limiterFilter(leveling.ceilingDb)},aresample=48000`;
}

/** As loud as `levelingFilter` to within what the search asks for, at half of its cost: peaks between samples stay. */
function trialFilter(leveling: Leveling & { readonly ceilingDb: number }): string {
  return `${gainFilter(leveling)},${limiterFilter(leveling.ceilingDb)}`;
}

function gainFilter({ gainDb }: Leveling): string {
  return `volume=${gainDb.toFixed(2)}dB`;
}

function limiterFilter(ceilingDb: number): string {
  return `alimiter=limit=${(10 ** (ceilingDb / 20)).toFixed(5)}:attack=3:release=60:level=0`;
}
