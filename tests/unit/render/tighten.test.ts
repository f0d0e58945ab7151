import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readEnv } from '#lib/server/env.ts';
import { runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { userInput } from '#lib/server/media/user-input.ts';
import { editWords, keptFrames, keptOf, toEdited, toRecorded, withoutSpans } from '#lib/server/tighten/edit-list.ts';
import { envelopeOf, type StereoSound } from '#lib/server/tighten/envelope.ts';
import { isFiller, isStutter } from '#lib/server/tighten/fillers.ts';
import { planEdits } from '#lib/server/tighten/plan-edits.ts';
import { type Tighten, tightenSchema } from '#lib/shared/states.ts';
import { absent } from '#tests/helpers/absent.ts';
import { bleepedSpans, bleepSound } from '#workers/render/sound/bleep.ts';
import { spliceSound } from '#workers/render/tighten/splice-sound.ts';
import { sharedMedia } from '../../helpers/media.ts';

const RATE = 48_000;

/** A tone while words are spoken, a quiet hiss else. */
function soundOf(words: readonly { startMs: number; endMs: number }[], durationMs: number): StereoSound {
  const samples = new Float32Array((durationMs * RATE * 2) / 1000);
  for (let frame = 0; frame * 2 < samples.length; frame += 1) {
    const ms = (frame * 1000) / RATE;
    const loud = words.some((word) => ms >= word.startMs && ms < word.endMs);
    const value = (loud ? 0.3 : 0.0006) * Math.sin(frame * 0.05);
    samples[frame * 2] = value;
    samples[frame * 2 + 1] = value;
  }
  return { samples, rate: RATE };
}

const said = (startMs: number, endMs: number, text: string) => ({ startMs, endMs, text });

describe('an edit list', () => {
  const edits = withoutSpans(10_000, [said(2000, 3000, ''), said(6000, 6500, '')]);

  it('maps times both ways', () => {
    expect(edits.durationMs).toBe(8500);
    for (const ms of [0, 1500, 3500, 5999, 7000, 9999]) expect(toRecorded(edits, toEdited(edits, ms))).toBe(ms);
    expect(toEdited(edits, 2500)).toBe(2000);
  });

  it('moves words, and drops those that were taken out', () => {
    const words = editWords(edits, [said(500, 900, 'a'), said(2100, 2600, 'um'), said(3100, 3400, 'b')]);
    expect(words).toEqual([said(500, 900, 'a'), said(2100, 2400, 'b')]);
  });

  it.each([24, 25, 30000 / 1001, 30])(
    'keeps as many frames as the clip needs at %f a second, each once',
    (perSecond) => {
      const runs = keptFrames(edits, perSecond);
      const count = runs.reduce((sum, { first, last }) => sum + last - first + 1, 0);
      expect(count).toBe(Math.ceil(8.5 * perSecond));
      for (const [at, run] of runs.entries()) expect(run.first).toBeGreaterThan(runs[at - 1]?.last ?? -1);
    },
  );
});

describe('words that a person took out', () => {
  it('go whatever the level, between the words beside them, and others stay', () => {
    const words = [said(200, 700, 'one'), said(1000, 1500, 'two'), said(1800, 2300, 'three')];
    const envelope = envelopeOf(soundOf(words, 2600));
    const plan = { words, language: 'en', envelope, durationMs: 2600, removed: [said(970, 1770, '')] };
    const edits = planEdits({ ...plan, level: 'off' });
    expect(edits.keeps).toHaveLength(2);
    expect(Math.abs(edits.durationMs - 1800)).toBeLessThan(120);
    expect(editWords(edits, words).map(({ text }) => text)).toEqual(['one', 'three']);
    expect(editWords(planEdits({ ...plan, level: 'strong' }), words).map(({ text }) => text)).toEqual(['one', 'three']);
  });
});

describe('splicing', () => {
  it('gives exactly the length of what is kept, without a click at the cut', () => {
    const sound = soundOf([said(0, 4000, '')], 4000);
    const spliced = spliceSound(sound, withoutSpans(4000, [said(1003, 2010, '')]));
    expect(spliced.samples.length / 2).toBe(((4000 - 1007) * RATE) / 1000);
    let step = 0;
    for (let at = 2; at < spliced.samples.length; at += 2) {
      step = Math.max(step, Math.abs((spliced.samples[at] ?? 0) - (spliced.samples[at - 2] ?? 0)));
    }
    // A sine of 0.05 a sample and 0.3 high moves by 0.015; a hard cut by up to 0.6.
    expect(step).toBeLessThan(0.025);
  });
});

describe('tightening', () => {
  const words = [said(300, 900, 'We'), said(1000, 1500, 'um,'), said(1600, 2200, 'looked'), said(4200, 4900, 'there.')];
  const envelope = envelopeOf(soundOf(words, 5200));
  const plan = (level: Tighten) => planEdits({ level, words, language: 'en', envelope, durationMs: 5200 });

  it('changes nothing when it is off', () => {
    expect(plan('off')).toEqual({ keeps: [{ startMs: 0, endMs: 5200 }], durationMs: 5200 });
  });

  it.each(['light', 'strong'] as const)(
    '%s takes the filler, shortens the long pause, and touches no other word',
    (level) => {
      const edits = plan(level);
      for (const word of words)
        expect(keptOf(edits, word) / (word.endMs - word.startMs)).toBeCloseTo(word.text === 'um,' ? 0 : 1, 1);
      const pause = keptOf(edits, { startMs: 2200, endMs: 4200 });
      expect(pause).toBeGreaterThan(level === 'light' ? 400 : 200);
      expect(pause).toBeLessThan(level === 'light' ? 600 : 400);
    },
  );

  it('leaves music alone, which has no pauses', () => {
    const music = envelopeOf(soundOf([said(0, 8000, '')], 8000));
    expect(
      planEdits({ level: 'strong', words: [], language: 'en', envelope: music, durationMs: 8000 }).keeps,
    ).toHaveLength(1);
  });

  it('knows hesitation from words of the same letters in other languages', () => {
    expect(isFiller('Um,', 'en')).toBe(true);
    expect(isFiller('um', 'de')).toBe(false);
    expect(isFiller('Ähm', 'de')).toBe(true);
    expect(isFiller('Hmm', 'xx')).toBe(true);
    expect(isStutter('the', 'the', 'en')).toBe(true);
    expect(isStutter('the,', 'the', 'en')).toBe(false);
    expect(isStutter('that', 'that', 'en')).toBe(false);
  });
});

const shared = await sharedMedia('spontaneous.wav');

describe('on a real recording in a noisy room (../shared/media)', () => {
  const labelSchema = z.array(z.object({ startMs: z.number(), endMs: z.number(), text: z.string() }));

  it.for(tightenSchema.options.filter((level) => level !== 'off'))(
    '%s takes both hesitations and no other word',
    async (level, context) => {
      const path = shared;
      if (!path) return absent(context, 'shared media are not here');
      const words = labelSchema.parse(
        JSON.parse(await readFile(join(dirname(path), 'spontaneous.words.json'), 'utf8')),
      );
      const chunks: Buffer[] = [];
      await runFfmpeg({
        env: readEnv({ DATA_DIR: '/nowhere' }),
        signal: new AbortController().signal,
        timeoutMs: 60_000,
        args: [
          ...userInput(path, 'wav'),
          '-ac',
          '2',
          '-ar',
          String(RATE),
          '-c:a',
          'pcm_f32le',
          '-f',
          'f32le',
          'pipe:1',
        ],
        onData: (chunk) => chunks.push(chunk),
      });
      const samples = new Float32Array(new Uint8Array(Buffer.concat(chunks)).buffer);
      const durationMs = Math.floor((samples.length / 2 / RATE) * 1000);
      const edits = planEdits({
        level,
        words,
        language: 'en',
        envelope: envelopeOf({ samples, rate: RATE }),
        durationMs,
      });
      const gone = words.filter((word) => keptOf(edits, word) < 0.9 * (word.endMs - word.startMs));
      expect(gone.map((word) => word.text)).toEqual(['um', 'um']);
      expect(editWords(edits, words)).toHaveLength(words.length - 2);
    },
  );
});

describe('swear words in the sound', () => {
  const words = [
    { startMs: 100, endMs: 400, text: 'Oh,' },
    { startMs: 400, endMs: 700, text: 'shit!' },
    { startMs: 700, endMs: 1000, text: 'Well.' },
  ];
  const rms = ({ samples }: StereoSound, fromMs: number, toMs: number) => {
    const part = samples.subarray((fromMs * RATE * 2) / 1000, (toMs * RATE * 2) / 1000);
    return Math.sqrt(part.reduce((sum, value) => sum + value ** 2, 0) / part.length);
  };

  it.each([
    ['mute', 0],
    ['tone', 0.2],
  ] as const)('%s: only while they are spoken, without a click', (kind, level) => {
    const spoken = soundOf(words, 1000);
    const spans = bleepedSpans(words);
    expect(spans).toEqual([{ startMs: 400, endMs: 700 }]);
    const heard = bleepSound(spoken, spans, kind);
    const same = (fromMs: number, toMs: number) =>
      heard.samples.subarray(fromMs * 96, toMs * 96).every((value, at) => value === spoken.samples[fromMs * 96 + at]);
    expect([same(0, 400), same(700, 1000), heard.samples.length]).toEqual([true, true, spoken.samples.length]);
    expect(rms(heard, 415, 685)).toBeCloseTo(level, 2);
    const steps = heard.samples.map((value, at) => (at < 2 ? 0 : Math.abs(value - (heard.samples[at - 2] ?? 0))));
    expect(Math.max(...steps.subarray(390 * 96, 710 * 96))).toBeLessThan(0.05);
  });
});
