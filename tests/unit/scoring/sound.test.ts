import { describe, expect, it } from 'vitest';
import { createSoundLevels, LEVEL_FRAME_MS, levelsOf } from '#lib/server/media/sound-levels.ts';
import { createRandom } from '#tests/helpers/random.ts';
import { episodeOfTranscript } from '#workers/scoring/episode.ts';
import { soundSignals } from '#workers/scoring/sound/index.ts';
import { laughterLike, levelSums, pauseBeforeEnd, tempo } from '#workers/scoring/sound/measures.ts';
import { plainSentences, transcriptOf } from './transcripts.ts';

const RATE = 8000;

/** Noise whose loudness (0-1) is told for each millisecond. */
function pcm(durationMs: number, loudness: (ms: number) => number): Buffer {
  const random = createRandom(3);
  const buffer = Buffer.alloc((durationMs * RATE * 2) / 1000);
  for (let sample = 0; sample < buffer.length / 2; sample += 1) {
    const level = loudness((sample * 1000) / RATE);
    buffer.writeInt16LE(Math.round((random.next() * 2 - 1) * 32_000 * level), sample * 2);
  }
  return buffer;
}

function trackOf(durationMs: number, loudness: (ms: number) => number) {
  const levels = createSoundLevels(RATE);
  const samples = pcm(durationMs, loudness);
  // In pieces that cut samples in two.
  for (let at = 0; at < samples.length; at += 1001) levels.push(samples.subarray(at, at + 1001));
  const file = levels.finish();
  return { frameMs: file.frameMs, levels: levelsOf(file) };
}

const speech = (ms: number) => (ms % 400 < 300 ? 0.3 : 0.02);

describe('the loudness of an episode', () => {
  it('is kept twenty times a second in half decibels', () => {
    const { levels, frameMs } = trackOf(2000, (ms) => (ms < 1000 ? 0.5 : 0));
    expect(frameMs).toBe(LEVEL_FRAME_MS);
    expect(levels).toHaveLength(40);
    // White noise of ±0.5: 20 log10(0.5 / √3)
    expect(levels[5]).toBeCloseTo(-10.9, 0);
    expect(levels[35]).toBe(-100);
  });

  it('is averaged over any stretch without its silence', () => {
    const sums = levelSums(trackOf(3000, (ms) => (ms < 1000 ? 0.5 : ms < 2000 ? 0.05 : 0)));
    expect(sums.mean(0, 1000)).toBeCloseTo(-10.9, 0);
    expect((sums.mean(0, 1000) ?? 0) - (sums.mean(1000, 2000) ?? 0)).toBeCloseTo(20, 0);
    expect(sums.mean(2100, 3000)).toBeNull();
    expect(sums.spread(0, 2000)).toBeGreaterThan(8);
    expect(sums.mean(90_000, 95_000)).toBeNull();
  });
});

describe('laughter-like bursts', () => {
  const transcript = transcriptOf(plainSentences(6), { pauseMs: 3000 });
  const { sentences } = episodeOfTranscript(transcript);
  const gapAfter = (index: number) => ({ from: sentences[index]?.endMs ?? 0, to: sentences[index + 1]?.startMs ?? 0 });
  const talking = (ms: number) => sentences.some(({ startMs, endMs }) => ms >= startMs && ms < endMs);
  const inGap = (index: number, ms: number) => ms > gapAfter(index).from + 300 && ms < gapAfter(index).from + 2300;

  it('are loud quick bursts between the words', () => {
    // Four syllables a second.
    const track = trackOf(transcript.durationMs, (ms) =>
      talking(ms) ? speech(ms) : inGap(2, ms) ? (ms % 250 < 125 ? 0.3 : 0.1) : 0.0001,
    );
    const [burst, ...others] = laughterLike(track, sentences);
    expect(others).toEqual([]);
    expect(burst?.startMs).toBeGreaterThan(gapAfter(2).from);
    expect(burst?.endMs).toBeLessThan(gapAfter(2).to);
  });

  it('are neither silence, nor an even tone, nor soft noise, nor the speech itself', () => {
    for (const gap of [() => 0.0001, () => 0.3, (ms: number) => (ms % 250 < 125 ? 0.01 : 0.004)]) {
      const track = trackOf(transcript.durationMs, (ms) =>
        talking(ms) ? speech(ms) : inGap(2, ms) ? gap(ms) : 0.0001,
      );
      expect(laughterLike(track, sentences)).toEqual([]);
    }
    expect(laughterLike(trackOf(1000, speech), [])).toEqual([]);
  });
});

describe('sound as signals', () => {
  const transcript = transcriptOf(plainSentences(80));
  const episode = episodeOfTranscript(transcript);
  const half = transcript.durationMs / 2;
  const track = trackOf(transcript.durationMs, (ms) => (ms < half ? 0.1 : 0.3));
  const candidate = (from: number, to: number) => ({
    from,
    to,
    startMs: episode.sentences[from]?.startMs ?? 0,
    endMs: episode.sentences[to]?.endMs ?? 0,
  });

  it('weigh nothing, and compare with the same episode', () => {
    const signals = soundSignals(episode, track);
    expect(signals.map(({ name }) => name)).toEqual([
      'energy',
      'lively voice',
      'sounds like laughter',
      'pause before the last words',
    ]);
    expect(signals.every(({ weight }) => weight === 0)).toBe(true);
    const energy = signals[0];
    const soft = candidate(2, 8);
    const loud = candidate(70, 76);
    expect(energy?.value(soft)).toBeLessThan(-0.2);
    expect(energy?.value(loud)).toBeGreaterThan(0.2);
    expect(energy?.evidence(loud)).toEqual({ code: 'louder', values: { db: expect.any(Number) } });
    for (const signal of signals) {
      expect(Math.abs(signal.value(loud))).toBeLessThanOrEqual(1);
    }
  });

  it('without a track keep what words alone can tell', () => {
    expect(soundSignals(episode, null).map(({ name }) => name)).toEqual(['pause before the last words']);
    expect(soundSignals({ ...episode, sentences: [] }, null)[0]?.value(candidate(0, 0))).toBe(0);
  });

  it('measure tempo and the pause before a short last sentence', () => {
    expect(tempo(episode, { from: 0, to: 5 })).toBeCloseTo(1000 / 300, 1);
    expect(tempo({ sentences: [] }, { from: 0, to: 0 })).toBeNull();
    const paused = episodeOfTranscript(
      transcriptOf(['We waited for the whole long winter.', 'Nobody came.'], { pauseMs: 900 }),
    ).sentences;
    expect(pauseBeforeEnd(paused, { from: 0, to: 1 })).toEqual({ pauseMs: 933, text: 'Nobody came.' });
    expect(pauseBeforeEnd(paused, { from: 1, to: 1 })).toBeNull();
    expect(pauseBeforeEnd(episode.sentences, { from: 0, to: 1 })?.pauseMs).toBe(633);
  });
});
