import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DEMO_SCRIPT } from '#scripts/demo/script.ts';
import { makeEpisode } from '#scripts/speech/episode.ts';
import { readClipsFile, readTranscriptFile, runCli, temporaryFolder } from '#tests/helpers/cli.ts';

// On a loaded machine, speech and pictures take their time: these only end what hangs.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const LINES = DEMO_SCRIPT.slice(0, 4).map((line) => (typeof line === 'string' ? line : line.text));
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let left: Awaited<ReturnType<typeof temporaryFolder>>;
let durationMs = 0;
const at = (name: string) => join(folder.dir, name);
const wordsOf = (text: string) => text.split(/\s+/);

beforeAll(async () => {
  folder = await temporaryFolder();
  left = await temporaryFolder();
  await mkdir(folder.dir, { recursive: true });
  ({ durationMs } = await makeEpisode({ sentences: DEMO_SCRIPT.slice(0, 4), outPath: at('episode.wav') }));
});
afterAll(async () => {
  await folder.remove();
  await left.remove();
});

describe('a transcript that is there already', () => {
  test('without times is laid on what was heard, and wins over it', async () => {
    // Names that no speech model writes by itself.
    const given = LINES.map((line, index) => (index === 0 ? `Well, ${line}` : line)).join('\n\n');
    await writeFile(at('given.txt'), given);
    const args = [at('episode.wav'), '--transcript', at('given.txt'), '--out', at('words.json')];
    const result = await runCli('transcribe', args, { tmp: left.dir });
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const transcript = await readTranscriptFile(at('words.json'));
    expect(transcript.words.map((word) => word.text)).toEqual(wordsOf(given));
    let last = 0;
    for (const { startMs, endMs } of transcript.words) {
      expect(startMs).toBeGreaterThanOrEqual(last);
      expect(endMs).toBeLessThanOrEqual(transcript.durationMs);
      last = startMs;
    }
    expect(await readdir(left.dir)).toEqual([]);
  });

  test('with the times of its words needs no listening and gives clips', async () => {
    const words = wordsOf(LINES.join(' '));
    const stepMs = (durationMs - 1000) / words.length;
    const segments = words.map((word, index) => ({
      speaker: 'Ada',
      startTime: (index * stepMs) / 1000,
      endTime: (index * stepMs + stepMs * 0.8) / 1000,
      body: word,
    }));
    await writeFile(at('given.json'), JSON.stringify({ version: '1.0.0', segments }));
    const how = ['--transcript', at('given.json'), '--out', at('clips'), '--count', '1', '--aspect', '1:1'];
    const args = [at('episode.wav'), ...how];
    // No engine is needed: one that does not exist is never asked for.
    const result = await runCli('clip', args, { tmp: left.dir, env: { WHISPER_BIN: at('no-such-engine') } });
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expect(result.stderr + result.stdout).not.toMatch(/Listening/);
    const { transcript, clips, notes } = await readClipsFile(at('clips'));
    expect(transcript.segments[0]?.speaker).toBe('Ada');
    expect(transcript.words).toHaveLength(words.length);
    expect(clips.length + notes.length).toBeGreaterThan(0);
  });

  test.each([
    ['missing.srt', null, /There is no file/],
    ['empty.srt', '', /transcript_unreadable/],
    ['torn.json', '{"segments": [', /cut off.*transcript_unreadable/],
    ['late.srt', '1\n05:00:00,000 --> 05:00:02,000\nToo late.\n', /transcript_outside/],
  ])('%s is refused in one sentence, and nothing is left', async (name, content, reason) => {
    if (content !== null) await writeFile(at(name), content);
    const args = [at('episode.wav'), '--transcript', at(name), '--out', at('none.json')];
    const result = await runCli('transcribe', args, { tmp: left.dir });
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(reason);
    expect(
      result.stderr
        .trim()
        .split('\n')
        .filter((line) => !/Waiting|Looking|Listening/.test(line)),
    ).toHaveLength(1);
    expect(await readdir(left.dir)).toEqual([]);
    expect(await readdir(folder.dir)).not.toContain('none.json');
  });
});
