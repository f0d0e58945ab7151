import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '#lib/server/env.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { absent } from '#tests/helpers/absent.ts';
import { type FakeReply, fakeEngine } from '#tests/helpers/fake-whisper.ts';
import { makeMedia, mediaEnv, speechLikeSound } from '#tests/helpers/media.ts';
import { createRandom } from '#tests/helpers/random.ts';
import { textOf, transcribeFile } from '#tests/helpers/transcribing.ts';
import { CpuBudget } from '#workers/cpu-budget.ts';
import { transcribe } from '#workers/engines/speech/transcribe.ts';
import { jobFailureOf } from '#workers/job-failure.ts';

const run = promisify(execFile);
let folder: string;
let short: string;
let long: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-engine-'));
  short = join(folder, 'short.wav');
  long = join(folder, 'long.wav');
  await makeMedia(mediaEnv(folder), [...speechLikeSound(12), '-ar', '16000', short]);
  await makeMedia(mediaEnv(folder), [...speechLikeSound(120), '-ar', '16000', long]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A stand-in of its own for each use, and a folder for results. */
async function fake(reply: FakeReply, given: Parameters<typeof fakeEngine>[2] = {}) {
  count += 1;
  return {
    ...(await fakeEngine(join(folder, `whisper-${count}`), reply, given)),
    results: join(folder, `kept-${count}`),
  };
}

/** The words of a reply; each reply is the source of a program, so that it has to bring its own. */
const said: FakeReply = ({ lengthMs }) => ({
  transcription: [{ offsets: { from: 0, to: lengthMs }, text: ' We talk about water today.' }],
});

describe('a phrase that runs in a circle', () => {
  const looping: FakeReply = ({ args, lengthMs }) => {
    const isWide = args[args.indexOf('-bs') + 1] === '5';
    const text = isWide ? 'We talk about water in the garden today.' : 'I see what you mean. '.repeat(12).trim();
    const words = text.split(' ');
    const tokens = words.map((word, index) => ({
      ...{ text: ` ${word}`, p: 0.9, t_dtw: Math.floor(((index + 1) * lengthMs) / words.length / 10) },
    }));
    return { transcription: [{ offsets: { from: 0, to: lengthMs }, text, tokens }] };
  };

  it('is heard again with a wider search, and the better reading counts', async () => {
    const { engine, calls, results } = await fake(looping);
    const transcript = await transcribeFile({ engine, path: short, folder: results, language: 'en' });
    expect(textOf(transcript)).toBe('We talk about water in the garden today.');
    expect(transcript.notes).toEqual([]);
    expect((await calls()).map((args) => args[args.indexOf('-bs') + 1])).toEqual(['1', '5']);
  });

  it('that nothing ends is left out but once, marked as uncertain, and said where', async () => {
    const always: FakeReply = ({ lengthMs }) => {
      const words = `so ${'we go on. '.repeat(12)}and on`.split(' ');
      const tokens = words.map((word, index) => ({
        ...{ text: ` ${word}`, p: 0.9, t_dtw: Math.floor(((index + 1) * lengthMs) / words.length / 10) },
      }));
      return { transcription: [{ offsets: { from: 0, to: lengthMs }, tokens }] };
    };
    const { engine, calls, results } = await fake(always);
    const options = { engine, path: short, folder: results, language: 'en', prompt: 'Ada and water' };
    const { words, notes } = await transcribeFile(options);
    expect(words.map(({ text, confidence }) => `${text} ${confidence}`)).toEqual([
      ...['so 0.9', 'we 0.1', 'go 0.1', 'on. 0.1', 'and 0.9', 'on 0.9'],
    ]);
    expect(notes).toMatchObject([{ code: 'uncertain_words', text: expect.stringContaining('Near 0:00') }]);
    const asked = await calls();
    expect(asked.map((args) => args.includes('-et'))).toEqual([false, false, true]);
    expect(asked.map((args) => args.includes('--prompt'))).toEqual([true, true, false]);
  });
});

describe('what a person chose', () => {
  it('goes to the engine, and a translation is English with the language that was spoken in a note', async () => {
    const { engine, calls, results } = await fake(said);
    const options = { engine, path: short, folder: results, language: 'de', translate: true, prompt: '-x\nAda' };
    const transcript = await transcribeFile(options);
    expect(transcript).toMatchObject({
      language: 'en',
      engine: 'whisper.cpp 9.9.9 (greedy, dtw, translated)',
      notes: expect.arrayContaining([{ code: 'translated', text: expect.stringContaining('German is spoken') }]),
    });
    const [args = []] = await calls();
    expect(args).toEqual(expect.arrayContaining(['-tr', '-l', 'de', '--prompt', 'x Ada']));
  });

  it('is refused where the model cannot do it, before anything is heard', async () => {
    const { engine, calls, results } = await fake(said, { multilingual: false, modelName: 'tiny.en' });
    const options = { engine, path: short, folder: results };
    await expect(transcribeFile({ ...options, language: 'de' })).rejects.toMatchObject({ code: 'model_language' });
    await expect(transcribeFile({ ...options, translate: true })).rejects.toMatchObject({ code: 'model_translate' });
    expect(await calls()).toEqual([]);
  });

  it('needs no language: several windows are heard, and another one in a part is told of', async () => {
    const mixed: FakeReply = ({ args, index, lengthMs }) =>
      args.includes('-dl')
        ? index === 1
          ? 'es (p = 0.950000)'
          : 'de (p = 0.900000)'
        : { transcription: [{ offsets: { from: 0, to: lengthMs }, text: ' Guten Tag, wir reden über Wasser.' }] };
    const { engine, calls, results } = await fake(mixed);
    const { language, notes } = await transcribeFile({ engine, path: long, folder: results });
    expect(language).toBe('de');
    const [first = []] = await calls();
    expect(first.filter((arg) => arg === '-f')).toHaveLength(1);
    expect(notes.map((note) => note.code)).not.toContain('mixed_languages');
    // One sure window is enough for two minutes; an unsure one is not.
    const unsure: FakeReply = ({ args, file, lengthMs }) =>
      args.includes('-dl')
        ? /pack-3\.wav/.test(file)
          ? 'es (p = 0.950000)'
          : 'de (p = 0.600000)'
        : { transcription: [{ offsets: { from: 0, to: lengthMs }, text: ' Guten Tag, wir reden über Wasser.' }] };
    const other = await fake(unsure);
    const again = await transcribeFile({ engine: other.engine, path: long, folder: other.results });
    expect(again.notes.map((note) => note.code)).toContain('mixed_languages');
  });
});

describe('an engine that writes rubbish', () => {
  it('never breaks the job: words in order inside the file, text that is text', async () => {
    const rubbish: FakeReply = ({ index, lengthMs }) => {
      const times = [-5000, 0, 400, 1e12, lengthMs * 3, 700, null, 'soon', 200];
      const pick = (at: number) => times[(at * 7 + index * 3) % times.length];
      const tokens = Array.from({ length: 30 }, (_, at) => {
        if (at % 7 === 3) return null;
        if (at % 11 === 5) return { p: 'high', offsets: 7 };
        const text = [' we', ' ta', 'lk\u0000', ' \u00c3', '\u00b6', ' [_TT_3]', '', ' water.'][at % 8];
        return {
          text,
          id: at,
          p: [0.5, 3, -1, null][at % 4],
          offsets: { from: pick(at), to: pick(at + 1) },
          t_dtw: pick(at + 2),
        };
      });
      const lines = [
        { offsets: { from: 9000, to: 100 }, text: ' we talk', tokens },
        'no line at all',
        { tokens: 'none', text: ' and so on' },
        {},
        { offsets: { from: lengthMs * 2, to: lengthMs * 4 }, text: ' past the end' },
      ];
      return { result: index % 2 ? null : { language: 5 }, transcription: lines };
    };
    const { engine, results } = await fake(rubbish);
    const { words, segments, durationMs } = await transcribeFile({
      engine,
      path: long,
      folder: results,
      language: 'en',
    });
    expect(words.length).toBeGreaterThan(10);
    let before = 0;
    for (const word of words) {
      expect(word.startMs).toBeGreaterThanOrEqual(before);
      expect(word.endMs).toBeLessThanOrEqual(durationMs);
      expect(word.text).toMatch(/\S/);
      before = word.endMs;
    }
    for (const segment of segments) expect(segment.endMs).toBeLessThanOrEqual(durationMs);
  });

  it('fails the job with its code where it writes no JSON, and a second attempt begins anew', async () => {
    const { engine, results } = await fake(() => 'Segmentation fault');
    const run = () => transcribeFile({ engine, path: short, folder: results, language: 'en' });
    await expect(run()).rejects.toMatchObject({ code: 'engine_failed' });
    await expect(run()).rejects.toMatchObject({ code: 'engine_failed' });
  });

  it('bears any bytes of a real answer missing (20 times)', async () => {
    const cut: FakeReply = ({ lengthMs, args }) => {
      const whole = JSON.stringify({
        transcription: [{ offsets: { from: 0, to: lengthMs }, tokens: [{ text: ' Wörter', p: 0.5, t_dtw: 40 }] }],
      });
      const at = Number(/seed (\d+)/.exec(args[args.indexOf('--prompt') + 1] ?? '')?.[1] ?? 0) % whole.length;
      return whole.slice(0, at) + whole.slice(at + 3);
    };
    const { engine, results } = await fake(cut);
    const random = createRandom(3);
    const codes = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const prompt = `seed ${random.whole(0, 200)}`;
      try {
        await transcribeFile({ engine, path: short, folder: results, language: 'en', prompt });
        codes.add('words');
      } catch (error) {
        codes.add(jobFailureOf(error).code);
      }
    }
    expect([...codes].sort()).toEqual(['engine_failed', 'words']);
  });
});

describe('a missing program', () => {
  it('is told by its code', async () => {
    const { engine, results } = await fake(said);
    await rm(engine.binary);
    const run = transcribeFile({ engine, path: short, folder: results, language: 'en' });
    await expect(run).rejects.toMatchObject({ code: 'engine_missing' });
  });
});

describe('a full disk', () => {
  it('is told by its code wherever it strikes, and nothing is lost once there is room', async (context) => {
    const disk = join(folder, 'small-disk');
    await mkdir(disk);
    try {
      await run('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk]);
    } catch {
      absent(context, 'this machine lets nobody mount a small disk');
    }
    try {
      const env = readEnv();
      const signal = new AbortController().signal;
      const media = await probeMedia(env, long, signal);
      const { engine } = await fake(said);
      const attempt = () =>
        transcribe(engine, {
          ...{ env, input: long, format: media.format, durationMs: media.durationMs, language: 'en', signal },
          audioStream: media.audio?.index ?? 0,
          workDir: disk,
          chunkDir: join(disk, 'kept'),
          cpu: new CpuBudget(1),
          onProgress: () => undefined,
          onPartial: async () => undefined,
          onKept: async () => undefined,
        });
      // 120 s decoded take 3.8 MB, their pieces as much again: all sizes of what is left are tried.
      const codes: string[] = [];
      for (const leftBytes of [1e6, 3e6, 4e6, 4.3e6, 5e6]) {
        const { bsize, bavail } = await statfs(disk);
        await writeFile(join(disk, 'ballast'), Buffer.alloc(Math.max(0, bsize * bavail - leftBytes)));
        const code = await attempt().then(
          () => 'done',
          (error: unknown) => jobFailureOf(error).code,
        );
        codes.push(code);
        await rm(join(disk, 'ballast'));
        await rm(join(disk, 'kept'), { recursive: true, force: true });
        expect((await readdir(disk)).filter((name) => name.endsWith('.wav'))).toEqual([]);
      }
      expect(codes.slice(0, 4)).toEqual(['disk_full', 'disk_full', 'disk_full', 'disk_full']);
      await run('mount', ['-o', 'remount,size=64m', disk]);
      expect((await attempt()).words.length).toBeGreaterThan(0);
    } finally {
      await run('umount', ['-l', disk]);
    }
  });
});
