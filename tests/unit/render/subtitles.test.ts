import { describe, expect, it } from 'vitest';
import type { ClipWord } from '#lib/server/captions/caption-text.ts';
import { subtitleCues, toSrt, toVtt } from '#lib/server/captions/subtitles.ts';

function speech(text: string, wordMs = 320): ClipWord[] {
  return text.split(' ').map((word, position) => ({
    startMs: position * wordMs,
    endMs: position * wordMs + wordMs - 20,
    text: word,
  }));
}

const LONG =
  'Printing, in the only sense with which we are at present concerned, differs from most if not from all the arts ' +
  'and crafts represented in the Exhibition in being comparatively modern. For although the Chinese took impressions ' +
  'from wood blocks engraved in relief for centuries before the woodcutters of the Netherlands, it was another thing.';

describe('subtitle cues', () => {
  const words = speech(LONG);
  const durationMs = words.length * 320 + 500;
  const cues = subtitleCues(words, durationMs);

  it('have at most two lines of 42 characters', () => {
    for (const cue of cues) {
      expect(cue.lines.length).toBeLessThanOrEqual(2);
      for (const line of cue.lines) expect(line.map((word) => word.text).join(' ').length).toBeLessThanOrEqual(42);
    }
  });

  it('stay between 0.8 and 7 seconds and can be read', () => {
    for (const cue of cues) {
      const ms = cue.endMs - cue.startMs;
      expect(ms).toBeGreaterThanOrEqual(800);
      expect(ms).toBeLessThanOrEqual(7000);
      const characters = cue.lines
        .flat()
        .map((word) => word.text)
        .join(' ').length;
      expect(characters / (ms / 1000)).toBeLessThanOrEqual(22);
    }
  });

  it('cut a word that is longer than a line', () => {
    const [cue] = subtitleCues([{ startMs: 0, endMs: 1000, text: 'x'.repeat(60) }], 2000);
    expect(cue?.lines.map((line) => line.map((word) => word.text).join(' ').length)).toEqual([42, 18]);
  });
});

describe('files', () => {
  const cues = subtitleCues(
    [
      { startMs: 0, endMs: 900, text: 'A <b>' },
      { startMs: 3_600_900, endMs: 3_602_000, text: '--> & 🎉' },
    ],
    3_603_000,
  );

  it('are numbered SRT with commas', () => {
    expect(toSrt(cues)).toBe('1\n00:00:00,000 --> 00:00:01,200\nA <b>\n\n2\n01:00:00,900 --> 01:00:02,300\n→ & 🎉\n');
  });

  it('are VTT with points and escaped text', () => {
    expect(toVtt(cues)).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.200\nA &lt;b&gt;\n\n01:00:00.900 --> 01:00:02.300\n→ &amp; 🎉\n',
    );
  });

  it('are valid without any words', () => {
    expect(toSrt([])).toBe('');
    expect(toVtt([])).toBe('WEBVTT\n\n');
  });
});
