import { describe, expect, it } from 'vitest';
import { progressParser } from '#lib/server/media/ffmpeg.ts';
import { ffprobeSchema } from '#lib/server/media/ffprobe-schema.ts';
import { settleDuration } from '#lib/server/media/listen-through.ts';
import { createPeaks } from '#lib/server/media/peaks.ts';
import { chooseStreams } from '#lib/server/media/probe-streams.ts';
import { USER_INPUT_GUARDS, userInput, userProbeInput } from '#lib/server/media/user-input.ts';
import { wavClaimedMs } from '#lib/server/media/wav-claim.ts';

describe('userInput', () => {
  it('puts the guards, the forced demuxer and a cap on the length before the file', () => {
    expect(userInput('/data/a b.mp3', 'mp3', { startMs: 90_500, durationMs: 30_000 })).toEqual([
      ...USER_INPUT_GUARDS,
      ...['-f', 'mp3', '-ss', '90.500', '-t', '30.000', '-i', 'file:/data/a b.mp3'],
    ]);
  });

  it('never reads more than twelve hours', () => {
    expect(userInput('/a.mp3', 'mp3')).toContain('43200.000');
    expect(userInput('/a.mp3', 'mp3', { durationMs: 1e12 })).toContain('43200.000');
  });

  it('has the options that hazards ask for', () => {
    expect(USER_INPUT_GUARDS.join(' ')).toMatch(
      /^-protocol_whitelist file,pipe -format_whitelist mov,mp3,wav,flac,ogg,matroska,aac,aiff -codec_whitelist \S+ -max_pixels 33177600 -max_alloc 268435456 -max_streams 32 -probesize 8M -analyzeduration 5M$/,
    );
    expect(userProbeInput('/a.mp3', 'mp3').slice(0, USER_INPUT_GUARDS.length)).toEqual(USER_INPUT_GUARDS);
  });

  it('refuses a path that is not absolute', () => {
    expect(() => userInput('concat:a|b', 'mp3')).toThrow('absolute');
  });
});

describe('progressParser', () => {
  it('reads times from lines that arrive in pieces', () => {
    const seen: number[] = [];
    const parse = progressParser((ms) => seen.push(ms));
    parse(Buffer.from('frame=1\nout_time=00:00:01.5'));
    parse(Buffer.from('00000\nout_time=N/A\nout_time=01:00:00.000000\nprog'));
    expect(seen).toEqual([1500, 3_600_000]);
  });
});

describe('wavClaimedMs', () => {
  function wav(dataBytes: number, extra: Buffer = Buffer.alloc(0)): Buffer {
    const head = Buffer.alloc(36);
    head.write('RIFF', 0);
    head.write('WAVE', 8);
    head.write('fmt ', 12);
    head.writeUInt32LE(16, 16);
    head.writeUInt32LE(32_000, 28);
    const data = Buffer.alloc(8);
    data.write('data');
    data.writeUInt32LE(dataBytes, 4);
    return Buffer.concat([head, extra, data]);
  }

  it('reads the length that the header claims', () => {
    expect(wavClaimedMs(wav(64_000))).toBe(2000);
  });

  it('skips chunks before the data', () => {
    const list = Buffer.concat([Buffer.from('LIST'), Buffer.from([3, 0, 0, 0]), Buffer.from('abc\0')]);
    expect(wavClaimedMs(wav(32_000, list))).toBe(1000);
  });

  it('does not believe streams, other files or nothing', () => {
    expect(wavClaimedMs(wav(0xffff_ffff))).toBeNull();
    expect(wavClaimedMs(wav(0))).toBeNull();
    expect(wavClaimedMs(Buffer.from('OggS and more of it'))).toBeNull();
    expect(wavClaimedMs(Buffer.alloc(0))).toBeNull();
  });
});

describe('createPeaks', () => {
  it('counts time and follows loudness, however the bytes are cut', () => {
    const samples = Buffer.alloc(8000 * 2 * 2);
    for (let at = 8000; at < 16_000; at += 1) samples.writeInt16LE(at % 2 ? 8000 : -8000, at * 2);
    const whole = createPeaks(8000);
    whole.push(samples);
    const cut = createPeaks(8000);
    for (let at = 0; at < samples.length; at += 777) cut.push(samples.subarray(at, at + 777));
    expect(whole.durationMs()).toBe(2000);
    expect(cut.durationMs()).toBe(2000);
    const values = whole.values(20);
    expect(cut.values(20)).toEqual(values);
    expect(values.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 0));
    expect(Math.min(...values.slice(10))).toBeGreaterThan(0.9);
  });

  it('keeps silence flat', () => {
    const peaks = createPeaks(8000);
    peaks.push(Buffer.alloc(16_000));
    expect(Math.max(...peaks.values(1200))).toBe(0);
    expect(peaks.values(1200)).toHaveLength(1200);
  });
});

const stream = (fields: Record<string, unknown>) => ({ index: 0, codec_type: 'video', codec_name: 'h264', ...fields });
const streams = (...list: Record<string, unknown>[]) =>
  chooseStreams(ffprobeSchema.parse({ format: { tags: { TITLE: ' My\nshow ' } }, streams: list }));

describe('chooseStreams', () => {
  it('turns a rotated picture', () => {
    for (const rotated of [{ side_data_list: [{ rotation: -90 }] }, { tags: { rotate: '90' } }]) {
      const { video } = streams(stream({ width: 640, height: 360, ...rotated }));
      expect(video).toMatchObject({ width: 360, height: 640, rotation: 90 });
    }
  });

  it('stretches pixels that are not square', () => {
    expect(streams(stream({ width: 720, height: 576, sample_aspect_ratio: '16:11' })).video?.width).toBe(1047);
  });

  it('takes cover art for artwork, not for a picture', () => {
    const cover = stream({ index: 1, codec_name: 'png', width: 500, height: 500, disposition: { attached_pic: 1 } });
    expect(streams(cover)).toMatchObject({ video: null, artwork: 1 });
  });

  it('refuses pictures beyond 8K and passes over strips', () => {
    expect(() => streams(stream({ width: 65_536, height: 16 }))).toThrow(
      expect.objectContaining({ code: 'media_too_complex' }),
    );
    expect(streams(stream({ width: 4096, height: 16 })).video).toBeNull();
  });

  it('reads tags in any case, on one line', () => {
    expect(streams().tags.title).toBe('My show');
  });
});

describe('settleDuration', () => {
  const info = (claimedDurationMs: number | null) => ({
    format: 'mp3' as const,
    durationMs: claimedDurationMs ?? 0,
    claimedDurationMs,
    audio: { index: 0, codec: 'mp3', channels: 1, sampleRate: 44_100 },
    video: null,
    artwork: null,
    tags: { title: null, artist: null, album: null },
  });

  it('tells of a file that ends early', () => {
    const { info: settled, notes } = settleDuration(info(48 * 60_000), 31 * 60_000);
    expect(settled.durationMs).toBe(31 * 60_000);
    expect(notes).toEqual([
      {
        code: 'truncated_input',
        text: 'This file ends early: it says 48 min, there are 31. We used what is there.',
      },
    ]);
  });

  it('tells seconds of short files', () => {
    expect(settleDuration(info(20_000), 9954).notes[0]?.text).toContain('it says 0:20, it has 0:10');
  });

  it('says nothing of small differences and of files that claim nothing', () => {
    expect(settleDuration(info(3_600_000), 3_599_000).notes).toEqual([]);
    expect(settleDuration(info(null), 5000)).toMatchObject({ info: { durationMs: 5000 }, notes: [] });
  });
});
