import { describe, expect, it } from 'vitest';
import { cleanUploadName, titleOf } from '#lib/server/uploads/file-name.ts';

describe('the name of an uploaded file', () => {
  it.each([
    ['../../etc/passwd.mp3', 'passwd.mp3'],
    ['/abs/olute.mp3', 'olute.mp3'],
    ['C:\\shows\\one.wav', 'one.wav'],
    ['a\0b.mp3', 'ab.mp3'],
    ['line\nbreak\t.mp3', 'linebreak.mp3'],
    ['\u202egpj.3pm', 'gpj.3pm'],
    ["It's 100 %: {\\fs9999}, really?.mp3", 'fs9999}, really?.mp3'],
    ['Ünïcode 🎙️ épisode.mp3', 'Ünïcode 🎙️ épisode.mp3'],
    ['e\u0301.mp3', 'é.mp3'],
    ['  two   blanks .mp3 ', 'two blanks .mp3'],
    ['broken \ud800 half.mp3', 'broken \ufffd half.mp3'],
  ])('%j becomes %j', (given, cleaned) => {
    expect(cleanUploadName(given)).toBe(cleaned);
  });

  it('is at most 200 characters long and keeps its ending', () => {
    const name = cleanUploadName(`${'🎙'.repeat(300)}.webm`);
    expect([...name]).toHaveLength(200);
    expect(name.endsWith('🎙.webm')).toBe(true);
  });

  it('may end up empty', () => {
    expect(cleanUploadName('../..///')).toBe('');
  });
});

describe('the first title of an episode', () => {
  it.each([
    ['My_show_12.mp3', 'My show 12'],
    ['No ending', 'No ending'],
    ['v1.5 release.wav', 'v1.5 release'],
    ['.mp3', 'Untitled episode'],
  ])('%j becomes %j', (fileName, title) => {
    expect(titleOf(fileName)).toBe(title);
  });
});
