import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Env } from '#lib/server/env.ts';
import { extractArtwork } from '#lib/server/media/artwork.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { listenThrough } from '#lib/server/media/listen-through.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { mediaFormatSchema, USER_INPUT_GUARDS, userInput } from '#lib/server/media/user-input.ts';
import { makeMedia, mediaEnv, movingPicture, PACKAGED_FFMPEG, speechLikeSound } from '../helpers/media.ts';
import { renderPart } from '../helpers/rendering.ts';

const { signal } = new AbortController();
const SECRET = 'TOP-SECRET-4711';
let dir: string;
let env: Env;
const at = (name: string) => join(dir, name);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-hazards-'));
  env = mediaEnv(at('data'));
  await writeFile(at('secret.txt'), SECRET.repeat(100));
  await makeMedia(env, [...speechLikeSound(3), at('secret.wav')]);
  await makeMedia(env, ['-f', 'lavfi', '-i', 'color=red:size=400x400', '-frames:v', '1', at('cover.png')]);
  await makeMedia(env, [
    ...movingPicture('320x180', '25', 3),
    ...speechLikeSound(3),
    '-pix_fmt',
    'yuv420p',
    at('talk.mp4'),
  ]);
  await makeMedia(env, [
    ...[...speechLikeSound(3), '-i', at('cover.png'), '-map', '0', '-map', '1', '-c:v', 'copy'],
    ...['-disposition:v', 'attached_pic', at('voice.mp3')],
  ]);
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe('every call of ffmpeg and ffprobe', () => {
  /** Programs that write down how they are called, and then are what they stand for. */
  async function recorded(): Promise<{ env: Env; calls: () => Promise<string[][]> }> {
    const real = await resolveFfmpeg(env);
    const log = at('calls.log');
    const variables: Record<string, string> = {};
    for (const [name, program] of [
      ['FFMPEG_PATH', real.ffmpeg],
      ['FFPROBE_PATH', real.ffprobe],
    ] as const) {
      const script = at(`recording-${name}`);
      await writeFile(
        script,
        `#!/bin/sh\nprintf '%s\\037' "$@" >> '${log}'\nprintf '\\036' >> '${log}'\nexec '${program}' "$@"\n`,
      );
      await chmod(script, 0o755);
      variables[name] = script;
    }
    const calls = async () =>
      (await readFile(log, 'utf8'))
        .split('\u001e')
        .slice(0, -1)
        .map((call) => call.split('\u001f').slice(0, -1));
    return { env: mediaEnv(at('data'), variables), calls };
  }

  it('has the guards before every file of a person, and short lists before our own', async () => {
    const watched = await recorded();
    for (const name of ['talk.mp4', 'voice.mp3']) {
      const info = await probeMedia(watched.env, at(name), signal);
      await listenThrough({ env: watched.env, path: at(name), info, signal });
      const outPath = at('artwork.jpg');
      const artwork = await extractArtwork({ env: watched.env, path: at(name), info, outPath, signal });
      const part = { aspect: '1:1', startMs: 200, endMs: 1700, artworkPath: artwork ? outPath : null } as const;
      await renderPart(watched.env, dir, at(name), part);
    }
    const persons = new Set([at('talk.mp4'), at('voice.mp3')].map((path) => `file:${path}`));
    let personal = 0;
    let own = 0;
    for (const args of await watched.calls()) {
      if (args.includes('-version') || args.includes('-filters') || args.includes('-encoders')) continue;
      let from = 0;
      for (const [position, arg] of args.entries()) {
        if (arg !== '-i') continue;
        const input = args[position + 1] ?? '';
        const options = args.slice(from, position);
        from = position + 2;
        if (persons.has(input)) {
          personal += 1;
          const guards = options.indexOf('-protocol_whitelist');
          expect(options.slice(guards, guards + USER_INPUT_GUARDS.length)).toEqual(USER_INPUT_GUARDS);
          expect(options[options.lastIndexOf('-f') + 1]).toMatch(/^(mp3|mov)$/);
        } else {
          own += 1;
          expect(input).toMatch(/^(file:\/|pipe:0$)/);
          expect(options).toEqual(expect.arrayContaining(['-protocol_whitelist', '-format_whitelist', '-f']));
        }
      }
      // Nothing that a person wrote stands in a command line.
      expect(args.join(' ')).not.toMatch(/fs9999|nobody|A Show/);
      if (args[0] !== '-hide_banner') expect(args.slice(0, 2)).toEqual(['-nostdin', '-hide_banner']);
    }
    expect(personal).toBeGreaterThanOrEqual(8);
    expect(own).toBeGreaterThanOrEqual(12);
  });
});

describe.each([
  { name: 'the ffmpeg in use', variables: {} },
  { name: 'the packaged ffmpeg', variables: PACKAGED_FFMPEG },
])('files that point elsewhere, with $name', ({ variables }) => {
  const traps = (): Record<string, string> => ({
    hls: `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:3,\n${at('secret.wav')}\n#EXT-X-ENDLIST\n`,
    'hls-text': `#EXTM3U\n#EXTINF:3,\nfile://${at('secret.txt')}\n#EXT-X-ENDLIST\n`,
    concat: `ffconcat version 1.0\nfile '${at('secret.wav')}'\n`,
    dash: `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet><Representation><BaseURL>${at('secret.wav')}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    sdp: `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n`,
    'id3-hls': `ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000#EXTM3U\n#EXTINF:3,\n${at('secret.wav')}\n#EXT-X-ENDLIST\n`,
  });

  it('are refused by their content', async () => {
    const guarded = mediaEnv(at('data'), variables);
    for (const [name, content] of Object.entries(traps())) {
      for (const extension of ['mp3', 'mp4']) {
        const path = at(`${name}.${extension}`);
        await writeFile(path, content);
        await expect(probeMedia(guarded, path, signal)).rejects.toMatchObject({
          code: expect.stringMatching(/^(unsupported_content|media_)/),
        });
      }
    }
  });

  it('give not one byte of another file away, whichever demuxer is forced on them', async () => {
    const { ffmpeg } = await resolveFfmpeg(mediaEnv(at('data'), variables));
    for (const [name, content] of Object.entries(traps())) {
      await writeFile(at(`${name}.mp3`), content);
      for (const format of mediaFormatSchema.options) {
        const args = ['-nostdin', '-v', 'debug', ...userInput(at(`${name}.mp3`), format), '-f', 's16le', 'pipe:1'];
        const { stdout, stderr } = await execa(ffmpeg, args, { reject: false, encoding: 'buffer', timeout: 20_000 });
        expect(stdout.length, `${name} as ${format}`).toBe(0);
        const said = Buffer.from(stderr).toString('latin1');
        expect(said).not.toContain(SECRET);
        expect(said).not.toMatch(/Opening '[^']*secret/);
      }
    }
  }, 60_000);

  it('would give it away without the guards', async () => {
    const { ffmpeg } = await resolveFfmpeg(mediaEnv(at('data'), variables));
    await writeFile(at('concat.mp3'), traps().concat ?? '');
    const args = [
      '-nostdin',
      '-v',
      'error',
      '-f',
      'concat',
      '-safe',
      '0',
      '-i',
      at('concat.mp3'),
      '-f',
      's16le',
      'pipe:1',
    ];
    const { stdout } = await execa(ffmpeg, args, { encoding: 'buffer' });
    expect(stdout.length).toBeGreaterThan(100_000);
  });

  it('a cover of 16,000 × 16,000 is passed over, and takes no memory', async () => {
    const guarded = mediaEnv(at('data'), variables);
    const { ffmpeg } = await resolveFfmpeg(guarded);
    await makeMedia(env, [
      '-f',
      'lavfi',
      '-i',
      'color=red:size=16000x16000',
      '-frames:v',
      '1',
      '-pix_fmt',
      'gray',
      at('huge.png'),
    ]);
    await makeMedia(env, [
      '-i',
      at('voice.mp3'),
      '-i',
      at('huge.png'),
      '-map',
      '0:a',
      '-map',
      '1',
      '-c',
      'copy',
      at('bomb.mp3'),
    ]);
    const info = await probeMedia(guarded, at('bomb.mp3'), signal);
    const { decodedMs } = await listenThrough({ env: guarded, path: at('bomb.mp3'), info, signal });
    expect(Math.abs(decodedMs - 3000)).toBeLessThan(200);
    expect(info.video).toBeNull();
    const kept = await extractArtwork({
      env: guarded,
      path: at('bomb.mp3'),
      info: { ...info, artwork: 1 },
      outPath: at('bomb.jpg'),
      signal,
    });
    expect(kept).toBe(false);
    const args = [...userInput(at('bomb.mp3'), 'mp3'), '-map', '0:v', '-f', 'null', '-'];
    const { stderr } = await execa(ffmpeg, ['-nostdin', '-benchmark', ...args], { reject: false });
    const kilobytes = Number(/maxrss=\s*(\d+)\s*k/i.exec(stderr)?.[1] ?? 0);
    expect(kilobytes).toBeLessThan(250_000);
  });
});

describe('other bombs', () => {
  it('a hundred hours are refused at the header', async () => {
    const head = await makeFlac(at('short.flac'));
    // Total samples of STREAMINFO: 36 bits, from the middle of byte 21.
    const samples = 100 * 3600 * 44_100;
    head[21] = ((head[21] ?? 0) & 0xf0) | Math.floor(samples / 2 ** 32);
    head.writeUInt32BE(samples % 2 ** 32, 22);
    await writeFile(at('long.flac'), head);
    await expect(probeMedia(env, at('long.flac'), signal)).rejects.toMatchObject({ code: 'media_too_long' });
  });

  it('forty streams are refused', async () => {
    const inputs = ['-f', 'lavfi', '-i', 'anullsrc=r=8000', '-t', '0.2'];
    const maps = Array.from({ length: 40 }, () => ['-map', '0']).flat();
    await makeMedia(env, [...inputs, ...maps, '-c:a', 'aac', '-b:a', '8k', at('many.mp4')]);
    await expect(probeMedia(env, at('many.mp4'), signal)).rejects.toMatchObject({ code: 'media_too_complex' });
  });

  async function makeFlac(path: string): Promise<Buffer> {
    await makeMedia(env, [...speechLikeSound(1), path]);
    return await readFile(path);
  }
});
