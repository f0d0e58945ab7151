import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '#tests/helpers/random.ts';
import { activeStretches, type Stretch } from '#workers/engines/speech/activity.ts';
import { createEnvelope, type Envelope } from '#workers/engines/speech/envelope.ts';
import { type Pack, packSpeech } from '#workers/engines/speech/packs.ts';
import { createTimeMap } from '#workers/engines/speech/time-map.ts';

const RATE = 16_000;

/** Sound of a loudness (0-1 of full scale) for each stretch of seconds; noise, so that no frame is special. */
function hear(parts: readonly (readonly [seconds: number, loudness: number])[], seed = 1): Envelope {
  const random = createRandom(seed);
  const envelope = createEnvelope();
  for (const [seconds, loudness] of parts) {
    const samples = Buffer.alloc(Math.round(seconds * RATE) * 2);
    for (let at = 0; at < samples.length; at += 2) {
      samples.writeInt16LE(Math.round((random.next() * 2 - 1) * loudness * 32_767), at);
    }
    envelope.push(samples);
  }
  return envelope.finish();
}

describe('finding where something sounds', () => {
  it('finds speech-like bursts to 20 ms, in silence as in a noisy room', () => {
    for (const room of [0, 0.002, 0.02]) {
      const envelope = hear([
        [2, room],
        [1, 0.3],
        [1.5, room],
        [0.5, 0.2],
        [3, room],
      ]);
      const stretches = activeStretches(envelope);
      expect(stretches.length, `room ${room}`).toBe(2);
      for (const [index, [from, to]] of [[200, 300] as const, [450, 500] as const].entries()) {
        expect(Math.abs((stretches[index]?.from ?? 0) - from)).toBeLessThanOrEqual(3);
        expect(Math.abs((stretches[index]?.to ?? 0) - to)).toBeLessThanOrEqual(3);
      }
    }
  });

  it('hears nothing in digital silence and in steady noise of any loudness', () => {
    for (const loudness of [0, 0.001, 0.05, 0.9]) expect(activeStretches(hear([[45, loudness]]))).toEqual([]);
  });

  it('hears a short call in a long silence', () => {
    const stretches = activeStretches(
      hear([
        [120, 0.001],
        [0.8, 0.3],
        [120, 0.001],
      ]),
    );
    expect(stretches).toHaveLength(1);
    expect(stretches[0]?.from).toBeGreaterThan(11_990);
  });

  it('does not care where the bytes are cut', () => {
    const whole = createEnvelope();
    const parts = createEnvelope();
    const random = createRandom(3);
    const bytes = Buffer.from(Array.from({ length: 20_000 }, () => random.whole(0, 255)));
    whole.push(bytes);
    for (let at = 0; at < bytes.length; ) {
      const next = at + random.whole(1, 700);
      parts.push(bytes.subarray(at, next));
      at = next;
    }
    expect(parts.finish()).toEqual(whole.finish());
  });
});

/** Any pattern of sounds and silences. */
function anyPattern(random: Random): { stretches: Stretch[]; envelope: Envelope } {
  const stretches: Stretch[] = [];
  let at = random.whole(0, 3000);
  for (let i = random.whole(1, 60); i > 0; i--) {
    const to = at + random.whole(6, random.chance(0.05) ? 9000 : 600);
    stretches.push({ from: at, to });
    at = to + random.whole(16, random.chance(0.1) ? 20_000 : 150);
  }
  const frames = at + random.whole(0, 500);
  const levels = new Float32Array(frames).fill(-80);
  for (const { from, to } of stretches) for (let i = from; i < to; i++) levels[i] = -20 - random.next() * 10;
  return { stretches, envelope: { levels, samples: frames * 160 } };
}

const lengthMs = (pack: Pack) => createTimeMap(pack).durationMs;

describe('packs, for any pattern of silences', () => {
  const cases = Array.from({ length: 300 }, (_, seed) => ({ seed, ...anyPattern(createRandom(seed + 1)) }));

  it('hold every sound once, in order, and fit into the 30 s that the engine hears at once', () => {
    for (const { seed, stretches, envelope } of cases) {
      const packs = packSpeech(stretches, envelope);
      const pieces = packs.flatMap((pack) => pack.pieces);
      for (const [index, piece] of pieces.entries()) {
        expect(piece.from, `seed ${seed}`).toBeGreaterThanOrEqual(pieces[index - 1]?.to ?? 0);
        expect(piece.to, `seed ${seed}`).toBeLessThanOrEqual(envelope.levels.length);
      }
      for (const stretch of stretches) {
        const heard = pieces.reduce(
          (sum, piece) => sum + Math.max(0, Math.min(piece.to, stretch.to) - Math.max(piece.from, stretch.from)),
          0,
        );
        expect(heard, `seed ${seed}`).toBe(stretch.to - stretch.from);
      }
      for (const pack of packs) expect(lengthMs(pack), `seed ${seed}`).toBeLessThanOrEqual(30_000);
    }
  });

  it('leave out long silences', () => {
    for (const { seed, stretches, envelope } of cases) {
      const sounding = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
      const kept = packSpeech(stretches, envelope).reduce((sum, pack) => sum + lengthMs(pack) / 10, 0);
      expect(kept, `seed ${seed}`).toBeLessThanOrEqual(sounding + (stretches.length + 1) * 150);
    }
  });

  it('give back the time in the file of every moment, exactly and in order', () => {
    for (const { seed, stretches, envelope } of cases) {
      for (const pack of packSpeech(stretches, envelope)) {
        const map = createTimeMap(pack);
        let position = 0;
        for (const piece of pack.pieces) {
          for (const part of [0, 0.25, 0.5, 0.75]) {
            const offset = Math.floor((piece.to - piece.from) * part) * 10;
            expect(map.toFile(position + offset, 'start'), `seed ${seed}`).toBe(piece.from * 10 + offset);
          }
          position += (piece.to - piece.from) * 10;
          expect(map.toFile(position, 'end'), `seed ${seed}`).toBe(piece.to * 10);
        }
        const first = (pack.pieces[0]?.from ?? 0) * 10;
        const last = (pack.pieces.at(-1)?.to ?? 0) * 10;
        for (const wild of [-5, Number.NaN, 1e9]) {
          expect(map.toFile(wild, 'start')).toBeGreaterThanOrEqual(first);
          expect(map.toFile(wild, 'end')).toBeLessThanOrEqual(last);
        }
      }
    }
  });

  it('are none where nothing sounds', () => {
    expect(packSpeech([], hear([[3, 0]]))).toEqual([]);
  });

  it('are cut in the longest pauses', () => {
    // Speech for 50 s with short pauses, and one long one after 22 s.
    const stretches = [
      { from: 0, to: 900 },
      { from: 920, to: 2200 },
      { from: 2290, to: 3600 },
      { from: 3620, to: 5000 },
    ];
    const levels = new Float32Array(5050).fill(-30);
    const packs = packSpeech(stretches, { levels, samples: 5050 * 160 });
    expect(packs).toHaveLength(2);
    expect(packs[1]?.pieces[0]?.from).toBeGreaterThan(2200);
    expect(packs[1]?.pieces[0]?.from).toBeLessThanOrEqual(2290);
  });
});
