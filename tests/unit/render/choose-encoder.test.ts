import { afterEach, expect, it, vi } from 'vitest';
import { chooseEncoder, withEncoder } from '#workers/render/choose-encoder.ts';
import { mediaEnv } from '../../helpers/media.ts';

afterEach(() => vi.unstubAllEnvs());

it('encodes by libx264 while it cannot look for another encoder, and looks again', async () => {
  const env = { ...mediaEnv('/data', { VIDEO_ENCODER: 'nvenc' }), ffmpegPath: '/nowhere/ffmpeg' };
  vi.stubEnv('TMPDIR', '/nowhere');
  await expect(chooseEncoder(env)).rejects.toThrow('ENOENT');
  expect(await withEncoder(env, new AbortController().signal, async () => undefined)).toBe('libx264');
  vi.unstubAllEnvs();
  expect((await chooseEncoder(env)).note).toMatch(/^h264_nvenc: /);
});
