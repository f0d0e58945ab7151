import { describe, expect, it } from 'vitest';
import type { Transcript } from '#lib/shared/transcript.ts';
import { suggestClips } from '#workers/scoring/suggest.ts';
import { plainSentences, transcriptOf } from './transcripts.ts';

const starts = (transcript: Transcript) => transcript.segments.map((segment) => segment.startMs);
const ends = (transcript: Transcript) => transcript.segments.map((segment) => segment.endMs);

describe('suggestClips', () => {
  it('gives clips of 12-60 s that begin and end on sentences and do not overlap', () => {
    const transcript = transcriptOf(plainSentences(60));
    const { clips } = suggestClips(transcript, { count: 10 });
    expect(clips.length).toBeGreaterThanOrEqual(4);
    for (const clip of clips) {
      const lengthMs = clip.endMs - clip.startMs;
      expect(lengthMs).toBeGreaterThanOrEqual(12_000);
      expect(lengthMs).toBeLessThanOrEqual(60_600);
      expect(starts(transcript).some((start) => start - clip.startMs >= 0 && start - clip.startMs <= 300)).toBe(true);
      expect(ends(transcript).some((end) => clip.endMs - end >= 0 && clip.endMs - end <= 350)).toBe(true);
    }
    const byTime = [...clips].sort((a, b) => a.startMs - b.startMs);
    for (const [index, clip] of byTime.entries()) {
      expect(byTime[index - 1]?.endMs ?? 0).toBeLessThanOrEqual(clip.startMs);
    }
    expect(clips.map((clip) => clip.rank)).toEqual(clips.map((_, index) => index + 1));
  });

  it('puts the moment with something to say first and shows the words that triggered it', () => {
    const texts = plainSentences(30);
    texts[14] = 'Nobody ever tells you that the biggest mistake is waiting.';
    texts[15] = 'I remember when I was wrong and lost 40 percent of everything.';
    const { clips } = suggestClips(transcriptOf(texts), { count: 3 });
    expect(clips[0]?.text).toContain('biggest mistake');
    const evidence = clips[0]?.signals.map((signal) => signal.evidence.toLowerCase()).join(' | ') ?? '';
    expect(evidence).toContain('mistake');
    expect(evidence).toContain('remember');
    expect(clips[0]?.percentile).toBe(1);
  });

  it('has parts that add up to the score', () => {
    const { clips } = suggestClips(transcriptOf(plainSentences(40)), { count: 5 });
    for (const clip of clips) {
      const sum = clip.signals.reduce((total, signal) => total + signal.weight, 0);
      expect(Math.abs(sum - clip.score)).toBeLessThan(0.002);
    }
  });

  it('gives one clip of the whole where the episode is shorter than a clip', () => {
    const transcript = transcriptOf(['Ask what you can do for your country.', 'And so, my fellow Americans.']);
    const { clips } = suggestClips(transcript, { count: 10 });
    expect(clips).toHaveLength(1);
    expect(clips[0]).toMatchObject({ startMs: 0, endMs: transcript.durationMs });
  });

  it('never picks sponsor reads, housekeeping, welcomes or goodbyes', () => {
    const texts = plainSentences(40);
    texts[5] = 'This episode is brought to you by a company that you must never miss.';
    texts[20] = 'Subscribe and leave a review, it is the best thing you can do.';
    texts[30] = 'Use the promo code PODCAST for the biggest discount ever.';
    texts[39] = 'Thanks for listening and see you next week.';
    const { clips } = suggestClips(transcriptOf(texts), { count: 10 });
    expect(clips.length).toBeGreaterThan(2);
    for (const clip of clips) {
      expect(clip.text).not.toMatch(/brought to you|Subscribe|promo code|Thanks for listening/);
    }
  });

  it('says why there are no clips or fewer than asked for', () => {
    const silent = suggestClips({ ...transcriptOf([]), durationMs: 60_000 }, { count: 10 });
    expect(silent).toEqual({ clips: [], notes: [expect.objectContaining({ code: 'no_clips' })] });
    const few = suggestClips(transcriptOf(plainSentences(6)), { count: 10 });
    expect(few.notes).toContainEqual(expect.objectContaining({ code: 'few_clips' }));
  });

  it('says that reasons from words are known for English only', () => {
    const { clips, notes } = suggestClips(transcriptOf(plainSentences(20), { language: 'de' }), { count: 3 });
    expect(clips.length).toBeGreaterThan(0);
    expect(notes.map((note) => note.code)).toContain('signals_english_only');
  });

  it('divides speech without full stops at its pauses', () => {
    const long = Array.from({ length: 240 }, (_, i) => `word${i}`).join(' ');
    const { clips } = suggestClips(transcriptOf([long]), { count: 10 });
    expect(clips.length).toBeGreaterThan(0);
    for (const clip of clips) expect(clip.endMs - clip.startMs).toBeLessThanOrEqual(60_600);
  });

  it('survives reversed times, empty texts and words outside of any segment', () => {
    const broken: Transcript = {
      ...transcriptOf(plainSentences(5)),
      segments: [
        { startMs: 9000, endMs: 2000, text: 'Reversed.', speaker: null },
        { startMs: 0, endMs: 15_000, text: 'A long opening that goes on.', speaker: null },
        { startMs: 100, endMs: 200, text: '   ', speaker: null },
      ],
      words: [{ startMs: 900_000, endMs: 1, text: 'lost', confidence: null }],
    };
    expect(() => suggestClips(broken, { count: 10 })).not.toThrow();
  });
});
