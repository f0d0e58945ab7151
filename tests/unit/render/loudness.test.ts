import { describe, expect, it } from 'vitest';
import {
  correctGoal,
  FIRST_GOAL,
  findLeveling,
  type Loudness,
  levelingFilter,
  parseLoudness,
} from '#workers/render/sound/loudness.ts';

/** A sound that loses a tenth of what the limiter has to hold. */
function sound(integrated: number, truePeak: number): (filter: string) => Promise<Loudness> {
  return async (filter) => {
    const gain = Number(/volume=(-?[\d.]+)dB/.exec(filter)?.[1] ?? 0);
    const over = Math.max(0, truePeak + gain + 1.6);
    const limited = filter.includes('alimiter');
    return { integrated: integrated + gain - (limited ? over * 0.1 : 0), truePeak: limited ? -1.6 : truePeak + gain };
  };
}

describe('findLeveling', () => {
  it('is a plain gain where the peaks allow it', async () => {
    expect(await findLeveling(sound(-20, -12))).toEqual({ gainDb: 6, ceilingDb: null });
  });

  it('holds peaks and makes up for what that takes', async () => {
    const leveling = await findLeveling(sound(-24, -3));
    expect(leveling?.ceilingDb).toBeCloseTo(-1.6);
    const reached = await sound(-24, -3)(levelingFilter(leveling));
    expect(Math.abs(reached.integrated + 14)).toBeLessThan(0.15);
  });

  it('finds the way where a decibel of gain brings less than half', async () => {
    const stubborn = async (filter: string): Promise<Loudness> => {
      const gain = Number(/volume=(-?[\d.]+)dB/.exec(filter)?.[1] ?? 0);
      return {
        integrated: gain < 8 ? -30 + gain : -22 + (gain - 8) * 0.4 - ((gain - 8) / 40) ** 2,
        truePeak: gain - 8,
      };
    };
    const leveling = await findLeveling(stubborn);
    const reached = await stubborn(levelingFilter(leveling));
    expect(Math.abs(reached.integrated + 14)).toBeLessThan(0.15);
  });

  it('leaves silence alone', async () => {
    expect(await findLeveling(sound(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY))).toBeNull();
    expect(await findLeveling(sound(-70, -50))).toBeNull();
  });
});

describe('correctGoal', () => {
  it('is nothing within the tolerance', () => {
    expect(correctGoal(FIRST_GOAL, { integrated: -14.2, truePeak: -1.4 })).toBeNull();
  });

  it('lowers the ceiling by as much as the encoder went over it', () => {
    const goal = correctGoal(FIRST_GOAL, { integrated: -14, truePeak: -0.6 });
    expect(goal?.ceilingDb).toBeCloseTo(FIRST_GOAL.ceilingDb - 0.6);
    expect(goal?.integrated).toBe(-14);
  });

  it('makes up for what is missing', () => {
    expect(correctGoal(FIRST_GOAL, { integrated: -15, truePeak: -4 })).toEqual({ ...FIRST_GOAL, integrated: -13 });
  });
});

describe('parseLoudness', () => {
  const summary = (integrated: string, peak: string) =>
    `[x] Summary:\n\n  Integrated loudness:\n    I:         ${integrated} LUFS\n    Threshold: -24.9 LUFS\n\n  True peak:\n    Peak:       ${peak} dBFS`;

  it('reads the last summary', () => {
    expect(parseLoudness(summary('-14.1', '-1.6'))).toEqual({ integrated: -14.1, truePeak: -1.6 });
  });

  it('reads silence', () => {
    expect(parseLoudness(summary('-70.0', '-inf'))).toEqual({ integrated: -70, truePeak: Number.NEGATIVE_INFINITY });
  });

  it('refuses a log without one', () => {
    expect(() => parseLoudness('nothing')).toThrow(expect.objectContaining({ code: 'ffmpeg_failed' }));
  });
});
