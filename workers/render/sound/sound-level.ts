import { rename, rm } from 'node:fs/promises';
import type { Env } from '#lib/server/env.ts';
import type { ClipSound } from '#lib/server/media/cut-sound.ts';
import { mediaTimeoutMs, runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { ownInput } from '#lib/server/media/user-input.ts';
import { checkLoudness } from '../checks.ts';
import { CONTAINER_ARGS, SOUND_ARGS } from '../encoding.ts';
import { partialPath } from '../publish.ts';
import {
  correctGoal,
  findLeveling,
  firstGoal,
  isExhausted,
  type Leveling,
  type Loudness,
  levelingFilter,
  measureLoudness,
} from './loudness.ts';

const CORRECTIONS = 3;

interface SoundJob {
  readonly env: Env;
  readonly sound: ClipSound;
  readonly durationMs: number;
  /** Integrated loudness to reach. */
  readonly targetLufs: number;
  /** Where the encoded sound is put: M4A, absolute. */
  readonly outPath: string;
  readonly signal: AbortSignal;
}

/** What is known of an encoded sound. */
export interface EncodedSound {
  /** Of the encoded file; null where there is nothing to hear. */
  readonly loudness: Loudness | null;
  /** It cannot be made louder without turning up its noise. */
  readonly mayBeQuiet: boolean;
}

/**
 * Brings a sound to the target and encodes it. The encoded file is measured, and encoded anew as long as the encoder
 * moved it too far.
 *
 * @throws AppError `render_check_failed` where it cannot be brought to the target.
 */
export async function encodeSound(job: SoundJob): Promise<EncodedSound> {
  const { env, sound, durationMs, targetLufs, outPath, signal } = job;
  const meter = meterOf(job);
  let goal = firstGoal(targetLufs);
  let used = sound.silent ? null : await findLeveling(meter, goal);
  await encode(job, used);
  if (used === null) return { loudness: null, mayBeQuiet: true };
  const measure = () => measureLoudness({ env, path: outPath, format: 'mov', durationMs, signal });
  let encoded = await measure();
  for (let round = 0; round < CORRECTIONS; round += 1) {
    const corrected = correctGoal(goal, encoded, targetLufs);
    if (!corrected) break;
    goal = corrected;
    const again = await findLeveling(meter, goal, used);
    // The same once more would come out the same.
    if (again === null || levelingFilter(again) === levelingFilter(used)) break;
    used = again;
    await encode(job, used);
    encoded = await measure();
  }
  const mayBeQuiet = isExhausted(used);
  checkLoudness(encoded, mayBeQuiet, targetLufs);
  return { loudness: encoded, mayBeQuiet };
}

async function encode({ env, sound, durationMs, outPath, signal }: SoundJob, leveling: Leveling | null): Promise<void> {
  const partial = partialPath(outPath);
  try {
    await runFfmpeg({
      env,
      signal,
      timeoutMs: mediaTimeoutMs(durationMs),
      args: [
        ...['-v', 'error', ...ownInput(sound.path, 'wav'), '-map', '0:a:0', '-af', levelingFilter(leveling)],
        ...[...SOUND_ARGS, '-t', (durationMs / 1000).toFixed(3), ...CONTAINER_ARGS, `file:${partial}`],
      ],
    });
    await rename(partial, outPath);
  } finally {
    await rm(partial, { force: true });
  }
}

/** The loudness of the cut sound behind a filter; each is measured once. */
function meterOf({ env, sound, durationMs, signal }: SoundJob): (filter: string) => Promise<Loudness> {
  const known = new Map<string, Promise<Loudness>>();
  return (filter) => {
    const measured =
      known.get(filter) ?? measureLoudness({ env, path: sound.path, format: 'wav', durationMs, filter, signal });
    known.set(filter, measured);
    return measured;
  };
}
