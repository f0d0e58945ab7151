import { describe, expect, test } from 'vitest';
import { attachment, downloadName } from '#lib/server/content-disposition.ts';
import { safeFileName } from '#lib/shared/file-name.ts';

describe('safeFileName', () => {
  test.each([
    ['Why we stopped', 'Why we stopped'],
    ['../../etc/passwd', 'etc passwd'],
    ['C:\\Windows\\win.ini', 'C Windows win.ini'],
    ['a/b:c*d?e"f<g>h|i', 'a b c d e f g h i'],
    ['line\nbreak\r\tand\u0000nul', 'linebreakandnul'],
    ['hidden\u202Egnp.exe', 'hiddengnp.exe'],
    ['  dots... ', 'dots'],
    ['.bashrc', 'bashrc'],
    ['Müller über «Größe»', 'Müller über «Größe»'],
    ['日本語のタイトル', '日本語のタイトル'],
    ['👩‍🚀 rockets', '👩‍🚀 rockets'],
    ['broken \ud800 surrogate', 'broken \ufffd surrogate'],
    ['CON', 'podpromo CON'],
    ['nul.mp4', 'podpromo nul.mp4'],
    ['', 'podpromo'],
    ['///', 'podpromo'],
  ])('%j → %j', (given, expected) => {
    expect(safeFileName(given)).toBe(expected);
  });

  test('is never longer than 120 characters', () => {
    expect([...safeFileName('🎙'.repeat(500))]).toHaveLength(120);
  });
});

describe('attachment', () => {
  test('gives an ASCII name and the true one', () => {
    expect(attachment('Größe – 50%.mp4')).toBe(
      `attachment; filename="Große _ 50_.mp4"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E2%80%93%2050%25.mp4`.replace(
        'Große',
        'Gro_e',
      ),
    );
  });

  test("escapes what RFC 5987 does not allow: ' ( ) *", () => {
    expect(attachment("it's (new)")).toContain(`filename*=UTF-8''it%27s%20%28new%29`);
  });

  test('cannot be left by quotes or line breaks', () => {
    const header = attachment('x"; filename="evil.exe\r\nSet-Cookie: a=b');
    expect(header).not.toMatch(/[\r\n]/);
    expect(header.match(/"/g)).toHaveLength(2);
    expect(() => new Headers({ 'content-disposition': header })).not.toThrow();
  });
});

describe('downloadName', () => {
  test.each([
    ['My clip', '/x/clip.mp4', 'My clip.mp4'],
    ['My clip.mp4', '/x/clip.mp4', 'My clip.mp4'],
    ['My clip.MP4', '/x/clip.mp4', 'My clip.mp4'],
    ['evil.exe', '/x/clip.mp4', 'evil.exe.mp4'],
    ['../up', '/x/clip.srt', 'up.srt'],
    ['v1.2', '/x/clip.vtt', 'v1.2.vtt'],
  ])('%s of %s → %s', (asked, path, expected) => {
    expect(downloadName(asked, path)).toBe(expected);
  });
});
