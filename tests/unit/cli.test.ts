import { describe, expect, it } from 'vitest';
import { AppError } from '#lib/server/app-error.ts';
import { clipArguments, HelpWanted, transcribeArguments, UsageError } from '#scripts/cli/arguments.ts';
import { describeFailure } from '#scripts/cli/exit.ts';
import { clipFileName } from '#scripts/cli/file-names.ts';

describe('command line arguments', () => {
  it('have the defaults that the README promises', () => {
    expect(clipArguments(['/a/episode.mp3'])).toEqual({
      file: '/a/episode.mp3',
      out: null,
      count: 10,
      aspect: '9:16',
      language: null,
      model: null,
      transcript: null,
      look: {},
      tighten: 'off',
    });
  });

  it.each([
    [[]],
    [['a.mp3', 'b.mp3']],
    [['a.mp3', '--count', '0']],
    [['a.mp3', '--count', 'many']],
    [['a.mp3', '--aspect', '3:2']],
    [['a.mp3', '--language', 'English']],
    [['a.mp3', '--bogus']],
    [['a.mp3', '--out']],
  ])('refuse %j in one sentence', (argv) => {
    expect(() => clipArguments(argv)).toThrow(UsageError);
    const failure = describeFailure(new UsageError('usage: x'));
    expect(failure).toEqual({ code: 2, text: 'usage: x' });
  });

  it('choose a look, and name those that there are', () => {
    expect(clipArguments(['a.mp3', '--style', 'bold', '--design', 'card']).look).toEqual({
      style: 'bold',
      design: 'card',
    });
    expect(() => clipArguments(['a.mp3', '--style', 'loud'])).toThrow(/--style must be one of lit, pop/);
    expect(() => clipArguments(['a.mp3', '--design', 'x'])).toThrow(/--design must be one of wave, circle/);
  });

  it('tell how the command is called when asked', () => {
    expect(() => clipArguments(['--help'])).toThrow(HelpWanted);
    expect(() => clipArguments(['a.mp3', '-h'])).toThrow(/^usage: npm run clip/);
  });

  it('of transcribe need a file to write to', () => {
    expect(() => transcribeArguments(['a.mp3'])).toThrow(UsageError);
    expect(transcribeArguments(['/a.mp3', '--out', '/w.json', '--language', 'de'])).toMatchObject({
      out: '/w.json',
      language: 'de',
    });
  });
});

describe('exit codes', () => {
  it('are 2 for bad input and 1 for what failed here', () => {
    expect(describeFailure(new AppError('unsupported_content')).code).toBe(2);
    expect(describeFailure(new AppError('media_no_audio')).code).toBe(2);
    expect(describeFailure(new AppError('engine_missing')).code).toBe(1);
    expect(describeFailure(new AppError('engine_missing', { detail: 'Install a compiler' }))).toEqual({
      code: 1,
      text: 'Install a compiler. [engine_missing]',
    });
    expect(describeFailure(new Error('boom'))).toEqual({ code: 1, text: 'boom' });
  });

  it('come with the code of the table and what to do', () => {
    expect(describeFailure(new AppError('media_no_audio')).text).toBe(
      'There is no sound in this file. Upload a file with an audio track. [media_no_audio]',
    );
  });
});

describe('clipFileName', () => {
  it('keeps letters of every script and nothing that a file system minds', () => {
    expect(clipFileName(1, "Don't ask: what/why?")).toBe('01-dont-ask-what-why');
    expect(clipFileName(10, 'Überraschung … 東京 ../etc')).toBe('10-überraschung-東京-etc');
    expect(clipFileName(2, '🎉')).toBe('02-clip');
    expect(clipFileName(3, 'x'.repeat(300)).length).toBeLessThanOrEqual(63);
  });
});
