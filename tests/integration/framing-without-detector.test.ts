import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { makeMedia, mediaEnv, movingPicture, speechLikeSound } from '../helpers/media.ts';
import { renderPart } from '../helpers/rendering.ts';

vi.mock('#workers/engines/faces/find-faces.ts', async (original) => ({
  ...(await original<object>()),
  findFaces: () => Promise.reject(new AppError('engine_failed', { cause: new Error('the weights cannot be found') })),
}));

let dir: string;
let env: Env;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-no-detector-'));
  env = mediaEnv(join(dir, 'data'));
  const fast = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await makeMedia(env, [...movingPicture('640x360', '25', 3), ...speechLikeSound(3), ...fast, join(dir, 'talk.mp4')]);
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

it('a broken detector costs the framing, not the render, and says why', async () => {
  const clip = await renderPart(env, dir, join(dir, 'talk.mp4'), { aspect: '9:16', startMs: 0, endMs: 2000 });
  expect(Math.abs(clip.durationMs - 2000)).toBeLessThanOrEqual(60);
  expect(clip.framing?.parts.map((part) => part.layout.kind)).toEqual(['fit']);
  expect(clip.framing?.note).toContain('the weights cannot be found');
});

it('a framing by hand needs no detector', async () => {
  const framing = { mode: 'manual', x: 0.7, y: 0.5, zoom: 1.2 } as const;
  const clip = await renderPart(env, dir, join(dir, 'talk.mp4'), { aspect: '1:1', startMs: 0, endMs: 1500, framing });
  expect(clip.framing?.note).toBeNull();
});

it('a film that nobody can wait for is given up at once', async () => {
  const stopping = new AbortController();
  stopping.abort(new Error('enough'));
  const part = { aspect: '9:16', startMs: 0, endMs: 1500, signal: stopping.signal } as const;
  await expect(renderPart(env, dir, join(dir, 'talk.mp4'), part)).rejects.toThrow('enough');
});
