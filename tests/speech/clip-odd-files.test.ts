import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_SCRIPT } from '#scripts/demo/script.ts';
import { makeEpisode } from '#scripts/speech/episode.ts';
import { readClipsFile, runCli, temporaryFolder } from '#tests/helpers/cli.ts';

const run = promisify(execFile);
const ffmpeg = process.env.FFMPEG_PATH ?? 'ffmpeg';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let left: Awaited<ReturnType<typeof temporaryFolder>>;
const at = (name: string) => join(folder.dir, name);
/** The commands work in this folder; it must be empty after each. */
const leftovers = () => readdir(left.dir);

beforeAll(async () => {
  folder = await temporaryFolder();
  left = await temporaryFolder();
});
afterAll(async () => {
  await folder.remove();
  await left.remove();
});

describe('npm run clip on odd files', () => {
  it.each([
    ['silence', 'anullsrc=r=44100:cl=stereo'],
    ['noise', 'anoisesrc=c=pink:a=0.1:seed=3'],
  ])('ends well with no clips and a note on %s', async (name, source) => {
    const file = at(`${name}.mp3`);
    await run(ffmpeg, ['-nostdin', '-f', 'lavfi', '-i', source, '-t', '30', '-y', file]);
    const result = await runCli('clip', [file, '--out', at(name)], { tmp: left.dir });
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const { clips, transcript, notes } = await readClipsFile(at(name));
    expect(clips).toEqual([]);
    expect(transcript.words).toEqual([]);
    expect([...notes, ...transcript.notes].map((note) => note.code)).toContain('no_clips');
  });

  it('uses a file that was cut in half as far as it goes, and says so', async () => {
    const whole = at('whole.mp3');
    await makeEpisode({ sentences: DEMO_SCRIPT.slice(2, 6), outPath: at('whole.wav') });
    await run(ffmpeg, ['-nostdin', '-i', at('whole.wav'), '-b:a', '96k', '-write_xing', '1', '-y', whole]);
    const bytes = await readFile(whole);
    await writeFile(at('half.mp3'), bytes.subarray(0, Math.floor(bytes.length / 2)));
    const result = await runCli('clip', [at('half.mp3'), '--out', at('half'), '--count', '1', '--aspect', '1:1'], {
      tmp: left.dir,
    });
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const { notes, episode } = await readClipsFile(at('half'));
    expect(notes.map((note) => note.code)).toContain('truncated_input');
    expect(episode.durationMs).toBeGreaterThan(5000);
  });

  describe('with bad input', () => {
    it.each<[string, string, () => Promise<void>]>([
      ['a text named .mp3', 'unsupported_content', () => writeFile(at('bad'), 'Dear diary, '.repeat(500))],
      [
        'a zip named .mp4',
        'unsupported_content',
        () => writeFile(at('bad'), Buffer.from('PK\x03\x04'.padEnd(9000, '\0'))),
      ],
      ['a playlist named .mp3', 'unsupported_content', () => writeFile(at('bad'), '#EXTM3U\n/etc/passwd\n')],
      ['an empty file', 'empty_file', () => writeFile(at('bad'), '')],
      [
        'a video without sound',
        'media_no_audio',
        async () =>
          void (await run(ffmpeg, ['-nostdin', '-f', 'lavfi', '-i', 'testsrc=d=2', '-f', 'mp4', '-y', at('bad')])),
      ],
      [
        'a video without its index',
        'media_no_index',
        async () => {
          const file = at('with-index.mp4');
          await run(ffmpeg, [
            '-nostdin',
            '-f',
            'lavfi',
            '-i',
            'testsrc=d=9',
            '-f',
            'lavfi',
            '-i',
            'sine=d=9',
            '-y',
            file,
          ]);
          const bytes = await readFile(file);
          await writeFile(at('bad'), bytes.subarray(0, Math.floor(bytes.length / 2)));
        },
      ],
    ])('%s ends with 2, one sentence and the code, and leaves nothing behind', async (name, code, make) => {
      await make();
      const file = at(`bad.${/mp4|video/.test(name) ? 'mp4' : 'mp3'}`);
      await copyFile(at('bad'), file);
      const result = await runCli('clip', [file, '--out', at('never')], { tmp: left.dir });
      expect(result, result.stderr).toMatchObject({ code: 2 });
      expect(result.stderr.trim().split('\n').at(-1)).toContain(`[${code}]`);
      expect(existsSync(at('never'))).toBe(false);
      expect(await leftovers()).toEqual([]);
    });

    it('a missing file or a bad option ends with 2', async () => {
      await run(ffmpeg, ['-nostdin', '-f', 'lavfi', '-i', 'sine=d=2', '-y', at('episode.wav')]);
      expect(await runCli('clip', [at('nowhere.mp3')])).toMatchObject({ code: 2, stdout: '' });
      expect(await runCli('clip', [at('episode.wav'), '--aspect', '5:4'])).toMatchObject({ code: 2 });
      expect(await runCli('clip', [at('episode.wav'), '--model', 'enormous'])).toMatchObject({ code: 2 });
    });
  });
});
