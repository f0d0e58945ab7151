import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEMO_SCRIPT } from '#scripts/demo/script.ts';
import { makeEpisode } from '#scripts/speech/episode.ts';
import { readClipsFile, readTranscriptFile, runCli, temporaryFolder } from '#tests/helpers/cli.ts';
import { wordErrorRate } from '#tests/helpers/wer.ts';

// On a loaded machine, speech and pictures take their time: these only end what hangs.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const run = promisify(execFile);
const ffmpeg = process.env.FFMPEG_PATH ?? 'ffmpeg';
const ffprobe = process.env.FFPROBE_PATH ?? 'ffprobe';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let left: Awaited<ReturnType<typeof temporaryFolder>>;
const at = (name: string) => join(folder.dir, name);
/** The commands work in this folder; it must be empty after each. */
const leftovers = () => readdir(left.dir);

beforeAll(async () => {
  folder = await temporaryFolder();
  left = await temporaryFolder();
  await makeEpisode({ sentences: DEMO_SCRIPT.slice(0, 10), outPath: at('episode.wav') });
});
afterAll(async () => {
  await folder.remove();
  await left.remove();
});

describe('npm run clip', () => {
  it('turns an episode into clips that begin and end on sentences, with captions and -14 LUFS', async () => {
    const result = await runCli('clip', [at('episode.wav'), '--out', at('out'), '--count', '2'], { tmp: left.dir });
    expect(result.stderr + result.stdout).toMatch(/Listening/);
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const { clips, transcript, episode } = await readClipsFile(at('out'));
    expect(episode.title).toBe('episode');
    expect(clips.length).toBeGreaterThanOrEqual(1);
    expect(wordErrorRate(DEMO_SCRIPT.slice(0, 10).map(textOf).join(' '), textOfAll(transcript))).toBeLessThan(0.25);
    for (const clip of clips) {
      expect(clip.durationMs).toBeGreaterThanOrEqual(12_000);
      expect(clip.durationMs).toBeLessThanOrEqual(61_000);
      expect(transcript.segments.some((s) => s.startMs >= clip.startMs && s.startMs - clip.startMs < 400)).toBe(true);
      expect(transcript.segments.some((s) => clip.endMs >= s.endMs && clip.endMs - s.endMs < 500)).toBe(true);
      for (const file of Object.values(clip.files)) expect(existsSync(join(at('out'), file))).toBe(true);
      const video = join(at('out'), clip.files.video);
      expect(await streamsOf(video)).toEqual(['h264 1080x1920 yuv420p', 'aac 48000']);
      expect(Math.abs((await loudnessOf(video)) + 14)).toBeLessThanOrEqual(0.5);
    }
    expect(await leftovers()).toEqual([]);
  });

  it('gives one clip of the whole where the file is shorter than a clip', async () => {
    await makeEpisode({ sentences: [textOf(DEMO_SCRIPT[2]), textOf(DEMO_SCRIPT[3])], outPath: at('short.wav') });
    const result = await runCli('clip', [at('short.wav'), '--out', at('short'), '--aspect', '1:1'], { tmp: left.dir });
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const { clips, episode } = await readClipsFile(at('short'));
    expect(clips).toHaveLength(1);
    expect(clips[0]).toMatchObject({ startMs: 0 });
    expect(Math.abs((clips[0]?.durationMs ?? 0) - episode.durationMs)).toBeLessThan(150);
  });
});

describe('npm run transcribe', () => {
  it('writes words with times into the file', async () => {
    const out = at('words.json');
    await makeEpisode({ sentences: DEMO_SCRIPT.slice(0, 4), outPath: at('words.wav') });
    const result = await runCli('transcribe', [at('words.wav'), '--out', out, '--language', 'en'], { tmp: left.dir });
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const transcript = await readTranscriptFile(out);
    expect(transcript.language).toBe('en');
    expect(transcript.words.length).toBeGreaterThan(35);
    for (const [index, word] of transcript.words.entries()) {
      expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
      expect(word.startMs).toBeGreaterThanOrEqual(transcript.words[index - 1]?.startMs ?? 0);
      expect(word.endMs).toBeLessThanOrEqual(transcript.durationMs);
    }
    expect(await leftovers()).toEqual([]);
  });
});

function textOf(sentence: (typeof DEMO_SCRIPT)[number] | undefined): string {
  if (sentence === undefined) throw new Error('the demo script is shorter than this test thinks');
  return typeof sentence === 'string' ? sentence : sentence.text;
}

function textOfAll(transcript: { segments: readonly { text: string }[] }): string {
  return transcript.segments.map((segment) => segment.text).join(' ');
}

async function streamsOf(path: string): Promise<string[]> {
  const entries = 'stream=codec_name,width,height,pix_fmt,sample_rate';
  const { stdout } = await run(ffprobe, ['-v', 'error', '-show_entries', entries, '-of', 'json', path]);
  const { streams } = JSON.parse(stdout) as {
    streams: { codec_name: string; width?: number; height?: number; pix_fmt?: string; sample_rate?: string }[];
  };
  return streams.map((s) =>
    s.width === undefined ? `${s.codec_name} ${s.sample_rate}` : `${s.codec_name} ${s.width}x${s.height} ${s.pix_fmt}`,
  );
}

/** Integrated loudness of the encoded file in LUFS. */
async function loudnessOf(path: string): Promise<number> {
  const { stderr } = await run(ffmpeg, [
    '-nostdin',
    '-hide_banner',
    '-i',
    path,
    '-vn',
    '-af',
    'ebur128',
    '-f',
    'null',
    '-',
  ]);
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const match = /I:\s+(-?[\d.]+) LUFS/.exec(summary);
  if (!match) throw new Error('ffmpeg gave no loudness');
  return Number(match[1]);
}
