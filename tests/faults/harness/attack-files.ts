import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env } from '#lib/server/env.ts';
import { makeMedia, speechLikeSound } from '#tests/helpers/media.ts';
import { id3 } from '#tests/helpers/media-heads.ts';

/** What no output may hold. */
export const SECRET = 'TOP-SECRET-4711-of-this-installation';

/** A file that wants more than to be heard, and what becomes of it: `ready`, or the code that it is refused with. */
export interface AttackFile {
  readonly name: string;
  readonly what: string;
  readonly bytes: Buffer;
  readonly expected: string;
}

const PLAYLIST = (target: string) => `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:3,\n${target}\n#EXT-X-ENDLIST\n`;

/** Texts that programs take for media: each names a secret of this machine. */
function texts(secret: string, sound: string): Record<string, string> {
  return {
    'a playlist': PLAYLIST(sound),
    'a playlist of file://': PLAYLIST(`file://${secret}`),
    'a playlist of subfile': PLAYLIST(`subfile,,start,0,end,64,,:${secret}`),
    'a playlist of concat': PLAYLIST(`concat:${sound}|${secret}`),
    'a playlist of data': PLAYLIST(`data:audio/wav;base64,${Buffer.from(SECRET).toString('base64')}`),
    'a playlist of a network': PLAYLIST('http://127.0.0.1:9/secret'),
    'a playlist of crypto': PLAYLIST(`crypto:${secret}`),
    'a key of a playlist': `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="file://${secret}"\n#EXTINF:3,\n${sound}\n`,
    'a list of ffmpeg': `ffconcat version 1.0\nfile '${sound}'\nfile '${secret}'\n`,
    'a manifest of DASH': `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet><Representation><BaseURL>${sound}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    'a session of SDP': 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n',
    'a picture of SVG': `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="file://${secret}"/></svg>`,
    'entities of XML': `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file://${secret}">]><svg>&y;</svg>`,
    'a picture of MVG': `push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 'text:${secret}'\npop graphic-context\n`,
    'a script of Magick': `<?xml version="1.0"?><image><read filename="${secret}"/><write filename="/tmp/x.png"/></image>`,
    'metadata of ffmpeg': `;FFMETADATA1\ntitle=${secret}\n`,
    'a script of AviSynth': `AudioSource("${sound}")\n`,
    'a list of PLS': `[playlist]\nFile1=${sound}\nLength1=3\nNumberOfEntries=1\n`,
    'a list of XSPF': `<?xml version="1.0"?><playlist xmlns="http://xspf.org/ns/0/"><trackList><track><location>${sound}</location></track></trackList></playlist>`,
    'subtitles that name a font': `[Script Info]\n[Events]\nDialogue: 0,0:00:00.00,0:00:05.00,x,,0,0,0,,{\\fn${secret}}x\n`,
  };
}

/** Names that options, shells, filters and paths would take for themselves. */
export const ODD_NAMES: readonly string[] = [
  '-i.mp3',
  '-f lavfi -i color.mp3',
  'concat:secret.txt|x.mp3',
  'file:secret.mp3',
  'data:text,x.mp3',
  'subfile,,start,0,end,9,,:x.mp3',
  '../../secret.mp3',
  '/etc/passwd.mp3',
  '$(touch made).mp3',
  "a';touch made;'.mp3",
  'a"|touch made;.mp3',
  '%d-%{pts}.mp3',
  'a\nb\rc.mp3',
  "it's, a [name]: {\\fs9999}; x=1.mp3",
  '\u202Egnp.mp3',
  '😀'.repeat(40).concat('.mp3'),
];

/** A frame of an ID3v2.3 tag. */
function frame(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(10);
  head.write(id, 'latin1');
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body]);
}

function tagged(...frames: readonly Buffer[]): Buffer {
  const body = Buffer.concat(frames);
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 0x7f);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), Buffer.from(size), body]);
}

const cover = (mime: string, content: string) =>
  frame('APIC', Buffer.concat([Buffer.from(`\0${mime}\0\x03\0`, 'latin1'), Buffer.from(content)]));
const text = (id: string, content: string) =>
  frame(id, Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(content, 'utf16le')]));

/** A movie whose sound lies, it says, in another file. */
function pointing(movie: Buffer, target: string): Buffer {
  const at = movie.indexOf('dref', 0, 'latin1') - 4;
  const old = movie.readUInt32BE(at);
  const entry = Buffer.concat([Buffer.alloc(12), Buffer.from(`file://${target}\0`, 'latin1')]);
  entry.writeUInt32BE(entry.length);
  entry.write('url ', 4, 'latin1');
  const dref = Buffer.concat([movie.subarray(at, at + 16), entry]);
  dref.writeUInt32BE(dref.length);
  const out = Buffer.concat([movie.subarray(0, at), dref, movie.subarray(at + old)]);
  // The boxes around it grow with it; the index lies behind the sound, so no offset moves.
  for (const name of ['moov', 'trak', 'mdia', 'minf', 'dinf']) {
    const start = out.lastIndexOf(name, at, 'latin1') - 4;
    out.writeUInt32BE(out.readUInt32BE(start) + dref.length - old, start);
  }
  return out;
}

/** Plants the secret in `folder` and makes the files that are after it. */
export async function makeAttackFiles(env: Env, folder: string): Promise<AttackFile[]> {
  const at = (name: string) => join(folder, name);
  const [secret, sound] = [at('secret.txt'), at('secret.wav')];
  await writeFile(secret, `${SECRET}\n`.repeat(200));
  await makeMedia(env, [...speechLikeSound(2), sound]);
  await makeMedia(env, [...speechLikeSound(1), '-c:a', 'pcm_s16le', '-f', 'mov', at('own.mov')]);
  await writeFile(
    at('evil.ass'),
    '[Script Info]\nScriptType: v4.00+\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,{\\fs9999\\p1}m 0 0 l 99999 99999\n',
  );
  await makeMedia(env, [
    ...[...speechLikeSound(1), '-i', at('evil.ass'), '-map', '0', '-map', '1', '-c:a', 'flac', '-c:s', 'copy'],
    ...[
      '-attach',
      sound,
      '-metadata:s:2',
      'mimetype=font/ttf',
      '-metadata:s:2',
      'filename=../../../made-by-attachment',
    ],
    ...['-f', 'matroska', at('attached.mkv')],
  ]);
  await makeMedia(env, [
    ...speechLikeSound(1),
    '-b:a',
    '64k',
    '-id3v2_version',
    '0',
    '-write_xing',
    '0',
    at('frames.mp3'),
  ]);
  await writeFile(at('line.srt'), '1\n00:00:00,000 --> 00:00:01,000\n<font face="/etc/passwd">x</font>\n');
  await makeMedia(env, [
    ...[...speechLikeSound(1), '-i', at('line.srt'), '-map', '0', '-map', '1', '-c:a', 'aac', '-c:s', 'mov_text'],
    at('lines.mp4'),
  ]);
  const [own, attached, lines, frames] = await Promise.all(
    ['own.mov', 'attached.mkv', 'lines.mp4', 'frames.mp3'].map((name) => readFile(at(name))),
  );
  if (!own || !attached || !lines || !frames) throw new Error('nothing was made');
  const refused = Object.entries(texts(secret, sound)).flatMap(([what, content]) => {
    const bytes = Buffer.from(content);
    const inTag = Buffer.concat([id3(40), bytes]);
    return [
      { name: 'a.mp3', what, bytes, expected: 'unsupported_content' },
      { name: 'a.mp4', what: `${what} behind a tag`, bytes: inTag, expected: 'unsupported_content' },
    ];
  });
  const page = Buffer.from(`<html><script>fetch('file://${secret}')</script>`);
  const heard: AttackFile[] = [
    { what: 'a page before the sound', bytes: Buffer.concat([page, frames]), expected: 'unsupported_content' },
    { what: 'a page behind the sound', bytes: Buffer.concat([frames, page]), expected: 'ready' },
    {
      what: 'a playlist behind the sound',
      bytes: Buffer.concat([frames, Buffer.from(PLAYLIST(secret))]),
      expected: 'ready',
    },
    {
      what: 'a cover of SVG',
      bytes: Buffer.concat([tagged(cover('image/svg+xml', texts(secret, sound)['a picture of SVG'] ?? '')), frames]),
      expected: 'ready',
    },
    {
      what: 'a cover that is a playlist',
      bytes: Buffer.concat([tagged(cover('image/jpeg', PLAYLIST(secret))), frames]),
      expected: 'ready',
    },
    {
      what: 'a cover elsewhere',
      bytes: Buffer.concat([tagged(cover('-->', `file://${secret}`)), frames]),
      expected: 'ready',
    },
    {
      what: 'tags that filters and captions read',
      bytes: Buffer.concat([
        tagged(text('TIT2', "{\\fs9999}%{pts}',:[x]\n\u202Ex"), text('TALB', `file://${secret}`)),
        frames,
      ]),
      expected: 'ready',
    },
  ].map((file) => ({ name: 'b.mp3', ...file }));
  const containers: AttackFile[] = [
    { name: 'c.mov', what: 'a movie whose sound is another file', bytes: pointing(own, secret), expected: 'ready' },
    { name: 'd.mkv', what: 'attachments and wild subtitles', bytes: attached, expected: 'ready' },
    { name: 'e.mp4', what: 'subtitles in a movie', bytes: lines, expected: 'ready' },
  ];
  const named = ODD_NAMES.map((name) => ({
    name,
    what: `the name ${JSON.stringify(name)}`,
    bytes: frames,
    expected: 'ready',
  }));
  return [...refused, ...heard, ...containers, ...named];
}
