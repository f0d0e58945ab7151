import { describe, expect, it } from 'vitest';
import { SNIFF_BYTES, sniffMedia } from '#lib/server/media/sniff.ts';
import {
  adtsFrames,
  box,
  ebml,
  flac,
  ftyp,
  id3,
  mp3Frames,
  mpegFrames,
  ogg,
  riffChunk,
  wav,
} from '#tests/helpers/media-heads.ts';

const formatOf = (bytes: Buffer) => sniffMedia(bytes.subarray(0, SNIFF_BYTES))?.format ?? null;
const text = (value: string) => Buffer.from(value, 'utf8');

describe('what is accepted', () => {
  it.each([
    ['mp3', mp3Frames(5), 'mp3'],
    ['mp3 with a tag', Buffer.concat([id3(200), mp3Frames(5)]), 'mp3'],
    ['mp3 with a tag and padding', Buffer.concat([id3(200), Buffer.alloc(900), mp3Frames(5)]), 'mp3'],
    ['mp3 with a cover longer than we look', Buffer.concat([id3(90_000), mp3Frames(5)]), 'mp3'],
    ['mp3 that begins in the middle of a frame', mp3Frames(6).subarray(100), 'mp3'],
    ['mp3 of two frames', mp3Frames(2), 'mp3'],
    ['layer II', mpegFrames([0xff, 0xfd, 0x84, 0x00], 384, 4), 'mp3'],
    ['MPEG 2.5 at 8 kHz', mpegFrames([0xff, 0xe3, 0x18, 0x00], 72, 6), 'mp3'],
    ['wav', wav(400), 'wav'],
    ['wav with a broadcast chunk first', wav(400, { before: riffChunk('bext', 602) }), 'wav'],
    ['wav with a chunk longer than we look', wav(400, { before: riffChunk('iXML', 80_000) }), 'wav'],
    ['RF64', wav(400, { kind: 'RF64', before: riffChunk('ds64', 28) }), 'wav'],
    ['flac', flac(), 'flac'],
    ['flac behind a tag', Buffer.concat([id3(50), flac()]), 'flac'],
    ['opus', ogg('OpusHead'), 'ogg'],
    ['vorbis', ogg('\x01vorbis'), 'ogg'],
    ['aac', adtsFrames(4), 'aac'],
    ['aac behind a tag', Buffer.concat([id3(50), adtsFrames(4)]), 'aac'],
    ['mp4', ftyp('isom'), 'mov'],
    ['m4a', ftyp('M4A '), 'mov'],
    ['mov', ftyp('qt  '), 'mov'],
    ['mov from before ftyp', Buffer.concat([box('wide'), box('mdat', Buffer.alloc(99))]), 'mov'],
    ['matroska', ebml('matroska'), 'matroska'],
    ['webm', ebml('webm'), 'matroska'],
  ])('%s', (_name, bytes, format) => {
    expect(formatOf(bytes)).toBe(format);
  });

  it('tells the player what it gets', () => {
    expect(sniffMedia(ftyp('M4A '))?.mimeType).toBe('audio/mp4');
    expect(sniffMedia(ftyp('mp42'))?.mimeType).toBe('video/mp4');
    expect(sniffMedia(ebml('webm'))?.mimeType).toBe('video/webm');
    expect(sniffMedia(ogg('OpusHead'))?.mimeType).toBe('audio/ogg');
  });
});

describe('what is refused, whatever its name', () => {
  const frames = mp3Frames(20);
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from([0xff])],
    ['zeros', Buffer.alloc(70_000)],
    ['text', text('Dear listener, this is not a podcast at all.\n'.repeat(50))],
    ['a playlist', text('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n')],
    ['a playlist with frames behind it', Buffer.concat([text('#EXTM3U\n'), frames])],
    ['a playlist with a byte order mark', text('\ufeff#EXTM3U\nfile:///etc/passwd\n')],
    ['an HLS master', text('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://127.0.0.1/\n')],
    ['ffconcat', text("ffconcat version 1.0\nfile '/etc/passwd'\n")],
    ['SDP', text('v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n')],
    ['DASH', text('<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>')],
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['HTML', text('<!doctype html><script>alert(1)</script>')],
    ['HTML with frames behind it', Buffer.concat([text('<html><script>alert(1)</script>'), frames])],
    ['HTML behind blanks', Buffer.concat([text('\n\n   <html>'), frames])],
    ['HTML in UTF-16', Buffer.concat([Buffer.from('\ufeff<html>', 'utf16le'), frames])],
    ['a tag with HTML behind it', Buffer.concat([id3(40), text('<html><body onload=alert(1)>'), frames])],
    ['a tag with a playlist behind it', Buffer.concat([id3(40), text('#EXTM3U\nfile:///etc/passwd\n')])],
    ['a tag with nothing in it but text', text(`ID3 is what this text begins with. ${'x'.repeat(300)}`)],
    ['a tag of 200 MB', id3(1).fill(0x7f, 6, 9)],
    ['zip', Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(300, 0x41)])],
    [
      'zip with frames behind it',
      Buffer.concat([Buffer.from('PK\x03\x04name.txt some text'), frames.subarray(0, 400)]),
    ],
    ['pdf', text('%PDF-1.7\n1 0 obj\n')],
    ['png', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(300)])],
    ['gif', text('GIF89a and so on and so on')],
    ['a picture in the container of mp4', ftyp('heic')],
    ['avi', Buffer.concat([text('RIFF'), Buffer.from([1, 2, 0, 0]), text('AVI LIST'), Buffer.alloc(300)])],
    ['wav without a format', Buffer.concat([text('RIFF'), Buffer.alloc(4), text('WAVEdata'), Buffer.alloc(300)])],
    ['wav of HTML', text('RIFF<!--WAVE--><script>alert(1)</script>')],
    ['an ftyp of HTML', text('<!--ftypisom--><script>alert(1)</script>')],
    ['EBML of another kind', ebml('notavideo')],
    ['an Ogg page in the middle', ogg('OpusHead').fill(0, 5, 6)],
    ['an Ogg of something else', ogg('PCM     ')],
    ['flac without its facts', Buffer.concat([text('fLaC'), Buffer.alloc(60)])],
    ['one lonely sync word', Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(2000, 0xa7)])],
    ['a binary', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(4000, 0x90)])],
  ])('%s', (_name, bytes) => {
    expect(formatOf(bytes)).toBeNull();
  });

  it('random bytes are nothing', () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (seed >> 8) & 0xff;
    };
    for (let round = 0; round < 50; round += 1) {
      expect(formatOf(Buffer.from(Array.from({ length: 8_192 }, random)))).toBeNull();
    }
  });

  it('never throws, wherever a file ends', () => {
    for (const bytes of [id3(300), wav(64), flac(), ogg('OpusHead'), adtsFrames(3), ftyp('isom'), ebml('webm')]) {
      for (let length = 0; length < Math.min(bytes.byteLength, 400); length += 1) sniffMedia(bytes.subarray(0, length));
    }
  });
});
