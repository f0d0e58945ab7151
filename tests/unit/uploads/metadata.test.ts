import { describe, expect, it } from 'vitest';
import { readUploadMetadata } from '#lib/server/uploads/metadata.ts';
import { sourceName } from '#lib/server/uploads/source-name.ts';

describe('what the page says about a file', () => {
  it('keeps the name, the fingerprint and the options, and nothing else', () => {
    const given = {
      filename: 'a/b/Show.MP3',
      fingerprint: 'f',
      options: '{"language":"de"}',
      filetype: 'x',
      evil: 'y',
    };
    expect(readUploadMetadata(given)).toEqual({ fileName: 'Show.MP3', fingerprint: 'f', options: { language: 'de' } });
  });

  it.each(['mp3', 'wav', 'm4a', 'flac', 'aac', 'ogg', 'opus', 'mp4', 'mov', 'mkv', 'webm', 'MP3'])(
    'takes .%s',
    (ending) => {
      expect(readUploadMetadata({ filename: `x.${ending}` }).fileName).toBe(`x.${ending}`);
    },
  );

  it.each(['x.exe', 'x', 'x.mp3.html', 'mp3', 'x.m3u8', 'x.', 'x.mp3/..', 'x.mp3\0.txt'])('refuses %j', (filename) => {
    expect(() => readUploadMetadata({ filename })).toThrow(expect.objectContaining({ code: 'unsupported_extension' }));
  });

  it.each<Record<string, string | null> | undefined>([
    undefined,
    {},
    { filename: '' },
    { filename: null },
    { filename: 'a.mp3', fingerprint: 'x'.repeat(401) },
    { filename: 'a.mp3', options: 'not json' },
    { filename: 'a.mp3', options: '{"aspect":"7:3"}' },
  ])('cannot read %j', (given) => {
    expect(() => readUploadMetadata(given)).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });
});

describe('the name of the source on our disk', () => {
  const named = (fileName: string, format: 'mp3' | 'mov' | 'ogg' | 'matroska') =>
    sourceName(fileName, { format, mimeType: 'x/y' });

  it('keeps an ending that fits the content', () => {
    expect(named('a.MOV', 'mov')).toBe('source.mov');
    expect(named('a.m4a', 'mov')).toBe('source.m4a');
    expect(named('a.opus', 'ogg')).toBe('source.opus');
    expect(named('a.webm', 'matroska')).toBe('source.webm');
  });

  it('takes the content where they differ', () => {
    expect(named('a.wav', 'mp3')).toBe('source.mp3');
    expect(named('a.mp3', 'mov')).toBe('source.mp4');
  });
});
