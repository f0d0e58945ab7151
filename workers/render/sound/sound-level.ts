import { rename, rm } from 'node:fs/promises';
import type { Env } from '#lib/server/env.ts';
import type { ClipSound } from '#lib/server/media/cut-sound.ts';
import { checkLoudness } from '../checks.ts';
import { replaceSound } from '../encode.ts';
import { partialPath } from '../publish.ts';
import {
  correctGoal,
  findLeveling,
  firstGoal,
  isExhausted,
  type Leveling,
  type Loudness,
  measureLoudness,
} from './loudness.ts';

const CORRECTIONS = 3;

interface SoundJob {
  readonly env: Env;
  readonly sound: ClipSound;
  readonly durationMs: number;
  /** Integrated loudness to reach. */
  readonly targetLufs: number;
  readonly signal: AbortSignal;
}

/** How to bring a clip's sound to the target; null where there is nothing to hear. */
export async function levelSound(job: SoundJob): Promise<Leveling | null> {
  return job.sound.silent ? null : await findLeveling(meterOf(job), firstGoal(job.targetLufs));
}

/**
 * Measures the encoded clip, and writes its sound again as long as the encoder
 * moved it too far (the picture is copied as it is).
 *
 * @returns the loudness of the file at `clipPath`
 * @throws AppError `render_check_failed` where it cannot be brought to the target.
 */
export async function settleSound(job: SoundJob, leveling: Leveling, clipPath: string): Promise<Loudness> {
  const { env, sound, durationMs, targetLufs, signal } = job;
  const meter = meterOf(job);
  const measure = () => measureLoudness({ env, path: clipPath, format: 'mov', durationMs, signal });
  let used = leveling;
  let encoded = await measure();
  let goal = firstGoal(targetLufs);
  for (let round = 0; round < CORRECTIONS; round += 1) {
    const corrected = correctGoal(goal, encoded, targetLufs);
    if (!corrected) break;
    goal = corrected;
    used = (await findLeveling(meter, goal)) ?? used;
    const again = partialPath(clipPath);
    try {
      await replaceSound({ env, clipPath, soundPath: sound.path, leveling: used, durationMs, outPath: again, signal });
      await rename(again, clipPath);
    } finally {
      await rm(again, { force: true });
    }
    encoded = await measure();
  }
  checkLoudness(encoded, isExhausted(used), targetLufs);
  return encoded;
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
