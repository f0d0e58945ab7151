import { describe, expect, it } from 'vitest';
import { evidenceText } from '#components/clips/evidence-words.ts';
import { measured, measuredInEnglish } from '#lib/shared/evidence.ts';
import { english, german } from '#tests/helpers/texts.ts';

const CASES = [
  [measured('louder', { db: 2.13 }), '2.1 dB louder than usual here', '2,1 dB lauter als hier üblich'],
  [measured('others', { share: 40, n: 1 }), '40 % not the host, 1 turn', '40 % nicht der Gastgeber, 1 Wechsel'],
  [measured('others', { share: 40, n: 3 }), '40 % not the host, 3 turns', '40 % nicht der Gastgeber, 3 Wechsel'],
  [measured('pauseBefore', { s: 0.8, words: 'It did.' }), '0.8 s before “It did.”', '0,8 s vor „It did.“'],
  [measured('oneSpeaker'), 'one speaker', 'eine Stimme'],
  [measured('moved', { story: 2.06, number: -0.8 }), 'story +2.1, number −0.8', 'Geschichte +2,1, Zahl −0,8'],
] as const;

describe('what stands behind a reason', () => {
  it.each(CASES)('is said in the language of the page: %j', (told, inEnglish, inGerman) => {
    expect(measuredInEnglish(told)).toBe(inEnglish);
    const name = told.code === 'moved' ? 'your ratings' : 'energy';
    const stored = { name, evidence: inEnglish };
    // As it is stored now, and as it was before codes were kept.
    for (const signal of [{ ...stored, measured: told }, stored]) {
      expect(evidenceText(english, signal)).toEqual({ text: inEnglish, quoted: false });
      expect(evidenceText(german, signal)).toEqual({ text: inGerman, quoted: false });
    }
  });

  it('is quoted where it is words of the episode, and shown as it came where a later version wrote it', () => {
    const words = { name: 'story', evidence: 'one day, I was' };
    expect(evidenceText(german, words)).toEqual({ text: 'one day, I was', quoted: true });
    const later = { ...words, measured: { code: 'ofTomorrow', values: {} } };
    expect(evidenceText(german, later).text).toBe('one day, I was');
  });
});
