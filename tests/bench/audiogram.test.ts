import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAIN_LOOK } from '#lib/server/captions/render-look.ts';
import type { Env } from '#lib/server/env.ts';
import { audiogramDesignSchema } from '#lib/shared/styles/looks.ts';
import { makeMedia, mediaEnv, speechLikeSound } from '../helpers/media.ts';
import { renderPart } from '../helpers/rendering.ts';

/**
 * How long an audiogram of 30 s takes on two cores, with all its checks: at most half of its own length. On an idle
 * machine: `npm run test:bench -- tests/bench/audiogram.test.ts`.
 */
const SECONDS = 30;
const BAR = 0.5;

let dir: string;
let env: Env;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-audiogram-'));
  env = mediaEnv(join(dir, 'data'));
  await makeMedia(env, [...speechLikeSound(SECONDS + 2), '-b:a', '128k', join(dir, 'voice.mp3')]);
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe('an audiogram of 30 s in 9:16', () => {
  it.each(audiogramDesignSchema.options)('%s takes at most half of its length', async (design) => {
    const began = performance.now();
    const part = { aspect: '9:16', startMs: 500, endMs: 500 + SECONDS * 1000, threads: 2 } as const;
    await renderPart(env, dir, join(dir, 'voice.mp3'), { ...part, look: { ...PLAIN_LOOK, design } });
    const share = (performance.now() - began) / 1000 / SECONDS;
    process.stdout.write(`${design}: ${share.toFixed(2)} × real time (load ${(loadavg()[0] ?? 0).toFixed(1)})\n`);
    expect(share).toBeLessThanOrEqual(BAR);
  });
});
