import { describe, expect, it } from 'vitest';
import { CATALOGUES } from '#lib/shared/texts/all.ts';
import {
  bytesOf,
  formatDay,
  formatSize,
  formatSpan,
  formatTimeLeft,
  languageName,
  problemSentence,
} from '#lib/shared/texts/formats.ts';
import { pickLanguage } from '#lib/shared/texts/languages.ts';
import { createTexts } from '#lib/shared/texts/texts.ts';
import { literalTexts, usedKeys } from './source-texts.ts';

const en = createTexts('en', CATALOGUES.en);
const de = createTexts('de', CATALOGUES.de);

describe('the language of a page', () => {
  it('is the chosen one, else the first of the browser that we have, else English', () => {
    expect(pickLanguage('de', 'en')).toBe('de');
    expect(pickLanguage(null, 'de-CH, de;q=0.9, en;q=0.8')).toBe('de');
    expect(pickLanguage(null, 'fr, en;q=0.4, de;q=0.6')).toBe('de');
    expect(pickLanguage('xx', 'fr;q=1, de;q=0')).toBe('en');
    expect(pickLanguage(undefined, null)).toBe('en');
    expect(pickLanguage(undefined, ';;q=,,*')).toBe('en');
  });
});

describe('texts', () => {
  it('writes numbers as the language does', () => {
    expect(bytesOf(en, 412e6, 1.18e9)).toBe('412 of 1,180 MB');
    expect(bytesOf(de, 412e6, 1.18e9)).toBe('412 von 1.180 MB');
    expect(formatSize(en, 1.2e9)).toBe('1.2 GB');
    expect(formatSize(de, 1.2e9)).toBe('1,2 GB');
    expect(formatSize(en, 2e9)).toBe('2 GB');
    expect(formatSize(en, 999.9e6)).toBe('1 GB');
    expect(formatSize(en, 0)).toBe('0 B');
    expect(formatTimeLeft(de, 105 * 60_000)).toBe('etwa 1,75 h');
    expect(formatSpan(en, 62_000)).toBe('1 min 2 s');
  });

  it('names days and languages', () => {
    const now = new Date(2026, 10, 21, 12).getTime();
    expect(formatDay(de, now, now)).toBe('Heute');
    expect(formatDay(en, new Date(2026, 10, 17).getTime(), now)).toBe('Tuesday');
    expect(formatDay(en, new Date(2025, 10, 14).getTime(), now)).toBe('14 Nov 2025');
    expect(languageName(de, 'en')).toBe('Englisch');
    expect(languageName(de, '?')).toBe('?');
  });

  it('says an error by its code, and in the words that came with one it does not know', () => {
    expect(problemSentence(de, { code: 'disk_full', title: 'The disk is full', action: 'x' })).toMatch(
      /^Die Festplatte/,
    );
    expect(problemSentence(de, { code: 'newer', title: 'A new thing', action: 'Do it.' })).toBe('A new thing. Do it.');
  });

  it('keeps marks apart from what is filled in', () => {
    expect(en.parts('layout.workerAway', { seen: '<b>x</b>' })).toEqual([
      { tag: 'b', text: 'The worker is not running.' },
      expect.stringContaining(' <b>x</b> Uploads still work'),
    ]);
  });
});

describe('the search for texts in components', () => {
  it('finds words between tags, in attributes and in sentences', () => {
    const text = `const a = <p title="Close">Hello {b}</p>; const c = { label: 'Save' }; toast('It is done');
      const quiet = cn('Flex grow', x); throw new Error('No such thing'); const k = t('home.title');`;
    expect(literalTexts({ path: 'a.tsx', text })).toEqual(['Close', 'Hello', 'Save', 'It is done', 'Flex grow']);
  });

  it('finds keys, also those that are put together', () => {
    const text = `t('home.title'); t(\`home.state.$\{state}\`); const other = 'x.home.title';`;
    expect(usedKeys({ path: 'a.ts', text }, ['home'])).toEqual({ whole: ['home.title'], begun: ['home.state.'] });
  });
});
