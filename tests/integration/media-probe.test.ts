import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { extractArtwork } from '#lib/server/media/artwork.ts';
import { listenThrough, settleDuration } from '#lib/server/media/listen-through.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { makeMedia, mediaEnv, movingPicture, PACKAGED_FFMPEG, speechLikeSound } from '../helpers/media.ts';

const { signal } = new AbortController();
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-probe-'));
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const at = (name: string) => join(dir, name);

async function cutInHalf(path: string): Promise<void> {
  await truncate(path, Math.floor((await stat(path)).size / 2));
}

describe.each([
  { name: 'the ffmpeg in use', variables: {} },
  { name: 'the packaged ffmpeg', variables: PACKAGED_FFMPEG },
])('probe with $name', ({ variables }) => {
  let env: Env;

  beforeAll(async () => {
    env = mediaEnv(join(dir, 'data'), variables);
    await makeMedia(env, [...speechLikeSound(20), '-b:a', '64k', at('whole.mp3')]);
    await makeMedia(env, [...speechLikeSound(20), at('whole.wav')]);
    const video = [...movingPicture('320x240', '25', 8), ...speechLikeSound(8), '-shortest', '-preset', 'ultrafast'];
    await makeMedia(env, [...video, at('whole.mp4')]);
  });

  async function examine(path: string) {
    const info = await probeMedia(env, path, signal);
    const { decodedMs, peaks } = await listenThrough({ env, path, info, signal });
    return { ...settleDuration(info, decodedMs), peaks };
  }

  it('finds length, sound, picture and waveform', async () => {
    const { info, notes, peaks } = await examine(at('whole.mp4'));
    expect(info).toMatchObject({
      format: 'mov',
      audio: { codec: 'aac', channels: 1, sampleRate: 44_100 },
      video: { codec: 'h264', width: 320, height: 240, fps: 25, rotation: 0 },
    });
    expect(Math.abs(info.durationMs - 8000)).toBeLessThan(100);
    expect(notes).toEqual([]);
    expect(peaks).toHaveLength(1200);
    expect(Math.max(...peaks)).toBe(1);
  });

  it.each(['mp3', 'wav'])('uses a %s that was cut in half as far as it goes, with a note', async (extension) => {
    const path = at(`half.${extension}`);
    await writeFile(path, await readFile(at(`whole.${extension}`)));
    await cutInHalf(path);
    const { info, notes } = await examine(path);
    expect(Math.abs(info.durationMs - 10_000)).toBeLessThan(600);
    expect(notes).toEqual([{ code: 'truncated_input', text: expect.stringContaining('it says 0:20, it has 0:10') }]);
  });

  it('says that an mp4 lacks its index', async () => {
    const path = at('no-index.mp4');
    await writeFile(path, await readFile(at('whole.mp4')));
    await cutInHalf(path);
    await expect(probeMedia(env, path, signal)).rejects.toMatchObject({ code: 'media_no_index' });
  });

  it('uses an mp4 whose index is at its start as far as it goes', async () => {
    const path = at('index-first.mp4');
    await makeMedia(env, ['-i', at('whole.mp4'), '-c', 'copy', '-movflags', '+faststart', path]);
    await cutInHalf(path);
    const { info, notes } = await examine(path);
    expect(info.durationMs).toBeLessThan(6000);
    expect(notes).toMatchObject([{ code: 'truncated_input' }]);
  });

  it('refuses video without sound', async () => {
    await makeMedia(env, ['-i', at('whole.mp4'), '-an', '-c', 'copy', at('mute.mp4')]);
    await expect(probeMedia(env, at('mute.mp4'), signal)).rejects.toMatchObject({ code: 'media_no_audio' });
  });

  it('refuses nothing, text, archives and noise', async () => {
    const bad: [string, Buffer | string, string][] = [
      ['empty.mp3', '', 'empty_file'],
      ['text.mp3', 'This is only text, whatever its name says. '.repeat(50), 'unsupported_content'],
      ['zip.mp4', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(5000, 7)]), 'unsupported_content'],
    ];
    for (const [name, content, code] of bad) {
      await writeFile(at(name), content);
      await expect(probeMedia(env, at(name), signal)).rejects.toMatchObject({ code });
    }
  });

  it('takes a Matroska file with subtitles, and one that ends early for damaged and not for a failing disk', async () => {
    await writeFile(at('line.srt'), '1\n00:00:00,000 --> 00:00:01,000\nHello.\n');
    const inputs = [...speechLikeSound(3), '-i', at('line.srt'), '-map', '0', '-map', '1'];
    await makeMedia(env, [...inputs, '-c:a', 'flac', '-c:s', 'srt', at('lines.mkv')]);
    expect((await probeMedia(env, at('lines.mkv'), signal)).audio).toMatchObject({ codec: 'flac' });
    const bytes = await readFile(at('lines.mkv'));
    for (const end of [200, 400, 700, 1100, bytes.length / 2]) {
      await writeFile(at('torn.mkv'), bytes.subarray(0, end));
      const code = await probeMedia(env, at('torn.mkv'), signal).then(
        () => 'read',
        (error: unknown) => (error instanceof AppError ? error.code : error),
      );
      expect(['read', 'media_unreadable', 'media_no_audio'], `${end} bytes`).toContain(code);
    }
  });

  it('refuses a file of which nothing can be decoded', async () => {
    const bytes = await readFile(at('whole.mp4'));
    const data = bytes.indexOf('mdat') + 4;
    bytes.fill(0, data, data + bytes.readUInt32BE(data - 8) - 8);
    await writeFile(at('broken.mp4'), bytes);
    await expect(examine(at('broken.mp4'))).rejects.toMatchObject({ code: 'media_unreadable' });
  });

  it('takes a cover for artwork, not for a picture, and keeps it as a small JPEG', async () => {
    const path = at('cover.mp3');
    await makeMedia(env, ['-f', 'lavfi', '-i', 'color=red:size=1600x1200', '-frames:v', '1', at('cover.png')]);
    await makeMedia(env, [
      ...['-i', at('whole.mp3'), '-i', at('cover.png'), '-map', '0', '-map', '1', '-c', 'copy'],
      ...['-disposition:v', 'attached_pic', '-metadata', 'title=The Title', '-metadata', 'album=A Show', path],
    ]);
    const info = await probeMedia(env, path, signal);
    expect(info).toMatchObject({ video: null, artwork: 1, tags: { title: 'The Title', album: 'A Show' } });
    expect(await extractArtwork({ env, path, info, outPath: at('out.jpg'), signal })).toBe(true);
    const jpeg = await readFile(at('out.jpg'));
    expect(jpeg.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });

  it('reads silence as silence', async () => {
    await makeMedia(env, ['-f', 'lavfi', '-i', 'anullsrc', '-t', '3', at('silence.flac')]);
    const { info, peaks } = await examine(at('silence.flac'));
    expect(info.durationMs).toBe(3000);
    expect(Math.max(...peaks)).toBe(0);
  });

  it('knows a turned picture', async () => {
    await makeMedia(env, [...['-i', at('whole.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90', at('turned.mov')]]);
    const { video } = await probeMedia(env, at('turned.mov'), signal);
    expect(video).toMatchObject({ rotation: 270, width: 240, height: 320 });
  });
});
