import { describe, expect, it } from 'vitest';
import { type ClipWord, clipWords, joinWords } from '#lib/server/captions/caption-text.ts';
import { type Cue, type CueRules, makeCues } from '#lib/server/captions/cues.ts';

const RULES: CueRules = {
  measure: (line) => line.length,
  maxLine: 20,
  maxLines: 2,
  minMs: 600,
  maxMs: 4500,
  maxRate: 25,
  pauseMs: 650,
  holdMs: 350,
};

/** Words of 300 ms each, `gapMs` apart after the words at `pausesAfter`. */
function speech(text: string, pausesAfter: readonly number[] = [], pauseMs = 1000): ClipWord[] {
  let at = 0;
  return text.split(' ').map((word, position) => {
    const startMs = at;
    at += 300 + (pausesAfter.includes(position) ? pauseMs : 0);
    return { startMs, endMs: startMs + 280, text: word };
  });
}

const textOf = (cue: Cue) => cue.lines.map((line) => joinWords(line.map((word) => word.text)));

describe('makeCues', () => {
  it('shows every word once, in order, on at most two lines that fit', () => {
    const words = speech('this is a rather long sentence that goes on and on, with a clause, until it is over at last');
    const cues = makeCues(words, 20_000, RULES);
    expect(cues.flatMap((cue) => cue.lines.flat())).toEqual(words);
    for (const cue of cues) {
      expect(cue.lines.length).toBeLessThanOrEqual(2);
      for (const line of textOf(cue)) expect(line.length).toBeLessThanOrEqual(20);
    }
  });

  it('takes little longer for a word where a speech has no sentences', () => {
    // Joined anew with each word, this took longer than a test may.
    const words = speech('word '.repeat(8000).trim());
    expect(makeCues(words, 2_400_000, RULES).flatMap((cue) => cue.lines.flat())).toHaveLength(8000);
  });

  it('begins a new cue at the end of a sentence and after a pause', () => {
    const cues = makeCues(speech('It works well. Now we wait here again', [4]), 20_000, RULES);
    expect(cues.map((cue) => textOf(cue).join(' '))).toEqual(['It works well.', 'Now we', 'wait here again']);
  });

  it('prefers to break after a comma rather than after an article', () => {
    const cues = makeCues(
      speech('when all of it was said, the others went to the old house by the sea'),
      20_000,
      RULES,
    );
    for (const cue of cues.slice(0, -1)) expect(textOf(cue).at(-1)).not.toMatch(/ (the|to|by|of)$/);
  });

  it('never overlaps, never ends after the clip, and closes gaps too short to see', () => {
    const words = speech('one two three. four five six. seven eight nine.', [2], 700);
    const cues = makeCues(words, 3500, RULES);
    for (const [position, cue] of cues.entries()) {
      expect(cue.endMs).toBeGreaterThanOrEqual(cue.startMs);
      expect(cue.endMs).toBeLessThanOrEqual(cues[position + 1]?.startMs ?? 3500);
    }
    expect(cues[1]?.endMs).toBe(cues[2]?.startMs);
  });

  it('keeps a word that is wider than a line', () => {
    const cues = makeCues(speech('see Donaudampfschifffahrtsgesellschaft there'), 5000, RULES);
    expect(cues.flatMap((cue) => cue.lines.flat()).map((word) => word.text)).toContain(
      'Donaudampfschifffahrtsgesellschaft',
    );
  });

  it('makes nothing of no words', () => {
    expect(makeCues([], 5000, RULES)).toEqual([]);
  });
});

describe('clipWords', () => {
  const word = (startMs: number, endMs: number, text = 'word') => ({ startMs, endMs, text, confidence: null });

  it('takes the words whose middle lies inside, on the clip’s clock', () => {
    const words = clipWords([word(0, 900), word(900, 1300), word(1300, 2000), word(1950, 2200)], 1000, 2000);
    expect(words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 300],
      [300, 1000],
    ]);
  });

  it('puts words in order and takes overlaps away', () => {
    const words = clipWords([word(500, 900, 'b'), word(0, 700, 'a')], 0, 1000);
    expect(words).toEqual([
      { startMs: 0, endMs: 500, text: 'a' },
      { startMs: 500, endMs: 900, text: 'b' },
    ]);
  });

  it('leaves out words without a visible character', () => {
    expect(clipWords([word(0, 100, ' \u0000 '), word(100, 200, ' hi ')], 0, 1000).map(({ text }) => text)).toEqual([
      'hi',
    ]);
  });
});
