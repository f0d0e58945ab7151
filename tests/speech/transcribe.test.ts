import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readJson } from '#lib/server/atomic-json.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import { makeEpisode, type SpokenEpisode } from '#scripts/speech/episode.ts';
import { absent } from '#tests/helpers/absent.ts';
import { makeMedia, mediaEnv, sharedMedia } from '#tests/helpers/media.ts';
import { speechEngine, textOf, transcribeFile } from '#tests/helpers/transcribing.ts';
import { pairWords, plainWords, quantile, wordErrorRate } from '#tests/helpers/wer.ts';
import type { SpeechEngine } from '#workers/engines/prepare-speech.ts';

const SENTENCES = [
  'Welcome back to the show about small gardens and big ideas.',
  'Today we talk about water, and why most people use far too much of it.',
  'My grandmother had one simple rule for every plant in her house.',
  'She waited until the leaves told her that they were thirsty.',
  'That sounds strange, but it works better than any machine.',
  'Put your finger into the soil before you reach for the can.',
  'If it is dry down to the second joint, the plant needs a drink.',
  'If it is still cool and dark, then leave it alone until tomorrow.',
  'People often ask me how much water a tomato needs in July.',
  'The honest answer is that it depends on the wind and the sun.',
];
/** Between the fifth and the sixth sentence. */
const SILENCE_MS = 15_000;

let folder: string;
let engine: SpeechEngine;
let episode: SpokenEpisode;
let transcript: Transcript;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transcribe-'));
  engine = await speechEngine();
  const sentences = SENTENCES.map((text, index) => ({ text, pauseMs: index === 4 ? SILENCE_MS : 600 }));
  episode = await makeEpisode({ sentences, outPath: at('episode.wav') });
  transcript = await transcribeFile({ engine, path: episode.path, folder: at('episode') });
}, 600_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('an episode with a long silence', () => {
  it('is written down, with its language, in whole sentences', () => {
    expect(transcript.language).toBe('en');
    expect(wordErrorRate(SENTENCES.join(' '), textOf(transcript))).toBeLessThan(0.2);
    expect(transcript.segments.length).toBeGreaterThanOrEqual(8);
    expect(transcript.segments.map((segment) => segment.text).join(' ')).toBe(textOf(transcript));
    expect(transcript).toMatchObject({ model: engine.weights, engine: engine.engineLabel });
  });

  it('has words in order inside the file, none in the silence', () => {
    const silence = { from: (episode.sentences[4]?.endMs ?? 0) + 300, to: (episode.sentences[5]?.startMs ?? 0) - 300 };
    let before = 0;
    for (const word of transcript.words) {
      expect(word.startMs).toBeGreaterThanOrEqual(before);
      expect(word.endMs).toBeLessThanOrEqual(transcript.durationMs);
      expect(word.endMs <= silence.from || word.startMs >= silence.to, JSON.stringify(word)).toBe(true);
      expect(word.confidence).toBeGreaterThanOrEqual(0);
      before = word.endMs;
    }
  });

  it('has the times at which its sentences are spoken', () => {
    const firsts = episode.sentences.flatMap(({ startMs }) => {
      const nearest = transcript.words.map((word) => Math.abs(word.startMs - startMs));
      return nearest.length > 0 ? [Math.min(...nearest)] : [];
    });
    console.log(
      `starts of sentences: median error ${quantile(firsts, 0.5)} ms, 90th percentile ${quantile(firsts, 0.9)} ms`,
    );
    expect(quantile(firsts, 0.5)).toBeLessThanOrEqual(engine.dtwPreset ? 50 : 120);
    expect(quantile(firsts, 0.9)).toBeLessThanOrEqual(engine.dtwPreset ? 300 : 500);
  });
});

describe('a second attempt', () => {
  it('after SIGKILL does only what is missing, and gives the same text', async () => {
    const kept = at('killed');
    const child = fork(join(import.meta.dirname, '..', 'helpers', 'transcribe-child.ts'), [episode.path, kept], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await new Promise<void>((resolve) => child.on('message', (message) => message === 'kept' && resolve()));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const results = async () => (await readdir(kept)).filter((name) => /^[0-9a-f]{40}\.json$/.test(name)).sort();
    const before = await results();
    expect(before.length).toBeGreaterThanOrEqual(1);
    const changed = await Promise.all(before.map(async (name) => (await stat(join(kept, name))).mtimeMs));

    let made = 0;
    const onKept = async () => {
      made += 1;
    };
    const again = await transcribeFile({ engine, path: episode.path, folder: kept, language: 'en', onKept });
    expect(made).toBe((await results()).length - before.length);
    expect(await Promise.all(before.map(async (name) => (await stat(join(kept, name))).mtimeMs))).toEqual(changed);
    expect(textOf(again)).toBe(textOf(transcript));
    expect(await readdir(kept)).not.toContain('sound.pcm');
  });

  it('stops at once when it is canceled', async () => {
    const controller = new AbortController();
    const run = transcribeFile({ engine, path: episode.path, folder: at('canceled'), signal: controller.signal });
    setImmediate(() => controller.abort(new Error('canceled')));
    await expect(run).rejects.toThrow('canceled');
  });
});

describe('nothing is invented', () => {
  const tone = '0.3*exp(-3*mod(t\\,0.5))*sin(2*PI*t*262*pow(2\\,floor(mod(t*2\\,7))/12))';
  it.each([
    ['digital silence', 'anullsrc=r=44100:cl=mono'],
    ['white noise', 'anoisesrc=c=white:a=0.2:d=40'],
    ['pink noise', 'anoisesrc=c=pink:a=0.3:d=40'],
    ['music', `aevalsrc=${tone}:s=44100:d=12`],
  ])('on %s', async (name, source) => {
    const path = at(`${name}.wav`);
    // Old builds know no length of their own silence: it is cut here.
    await makeMedia(mediaEnv(folder), ['-f', 'lavfi', '-i', source, '-t', '40', path]);
    const { words, notes } = await transcribeFile({ engine, path, folder: at(name) });
    expect(words).toEqual([]);
    expect(notes.map((note) => note.code)).toContain('no_speech');
  });

  it('on a recording without speech', async (context) => {
    const path = await sharedMedia('empty.mp3');
    if (!path) return absent(context, 'shared media are not here; the noises above stand in');
    const { words } = await transcribeFile({ engine, path, folder: at('empty') });
    expect(words).toEqual([]);
  });
});

describe('real recordings, where they lie beside the project', () => {
  it('jfk.flac has no wrong word', async (context) => {
    const path = await sharedMedia('jfk.flac');
    if (!path) return absent(context, 'shared media are not here');
    const text = textOf(await transcribeFile({ engine, path, folder: at('jfk') }));
    const said =
      'And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.';
    expect(plainWords(text)).toEqual(plainWords(said));
  });

  it('two_channel_dialogue.wav has the right speaker for nearly every word', async (context) => {
    const path = await sharedMedia('two_channel_dialogue.wav');
    if (!path) return absent(context, 'shared media are not here');
    const { words, segments } = await transcribeFile({ engine, path, folder: at('dialogue'), language: 'en' });
    const schema = z.array(z.object({ speaker: z.string(), startMs: z.number(), endMs: z.number() }));
    const turns = (await readJson(path.replace('.wav', '.turns.json'), schema)) ?? [];
    const speakerAt = (ms: number) => turns.find((turn) => turn.startMs - 500 <= ms && ms <= turn.endMs + 500)?.speaker;
    const right = words.filter((word) => {
      const middle = (word.startMs + word.endMs) / 2;
      const segment = segments.findLast((part) => part.startMs <= word.startMs);
      return segment?.speaker === speakerAt(middle);
    });
    console.log(`speakers of two channels: ${right.length} of ${words.length} words right`);
    expect(right.length / words.length).toBeGreaterThanOrEqual(0.97);
    expect(new Set(segments.map((segment) => segment.speaker))).toEqual(new Set(['Speaker 1', 'Speaker 2']));
  });

  it('stereo_two_speakers.wav has both who speak at once', async (context) => {
    const path = await sharedMedia('stereo_two_speakers.wav');
    if (!path) return absent(context, 'shared media are not here');
    const { segments, notes } = await transcribeFile({ engine, path, folder: at('at-once'), language: 'en' });
    const said = ['Speaker 1', 'Speaker 2'].map((speaker) =>
      segments.filter((segment) => segment.speaker === speaker).map((segment) => segment.text),
    );
    const wanted = [
      'He began a confused complaint against the wizard, who had vanished behind the curtain on the left.',
      'The horizon seems extremely distant.',
    ];
    for (const [index, text] of wanted.entries()) {
      expect(wordErrorRate(text, said[index]?.join(' ') ?? '')).toBeLessThanOrEqual(0.15);
    }
    expect(notes.map((note) => note.code)).toContain('cross_talk');
  });

  it('spontaneous.wav has word times within the targets', async (context) => {
    const path = await sharedMedia('spontaneous.wav');
    if (!path) return absent(context, 'shared media are not here');
    const { words } = await transcribeFile({ engine, path, folder: at('spontaneous') });
    const schema = z.array(z.object({ startMs: z.number(), endMs: z.number(), text: z.string() }));
    const labels = (await readJson(path.replace('.wav', '.words.json'), schema)) ?? [];
    const pairs = pairWords(
      labels.map((label) => label.text),
      words.map((word) => word.text),
    );
    const errors = (key: 'startMs' | 'endMs') =>
      pairs.map(([i, j]) => (words[j]?.[key] ?? 0) - (labels[i]?.[key] ?? 0));
    const [starts, ends] = [errors('startMs'), errors('endMs')];
    const figures = [starts, ends].map((list) => `${quantile(list, 0.5)} / ${quantile(list, 0.9)} ms`);
    console.log(
      `${pairs.length} of ${labels.length} words; median / 90th percentile: starts ${figures[0]}, ends ${figures[1]}`,
    );
    if (!engine.dtwPreset) return;
    expect(quantile(starts, 0.5)).toBeLessThanOrEqual(50);
    expect(quantile(starts, 0.9)).toBeLessThanOrEqual(200);
    expect(quantile(ends, 0.5)).toBeLessThanOrEqual(70);
    expect(quantile(ends, 0.9)).toBeLessThanOrEqual(250);
  });
});
