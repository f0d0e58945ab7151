import { expect, it } from 'vitest';
import { said as ENGLISH } from '#lib/shared/texts/en/said.ts';
import { saidIn } from '#lib/shared/texts/said.ts';
import { english, german } from '#tests/helpers/texts.ts';
import { noClipsNote } from '#workers/scoring/notes.ts';
import { sourceFiles } from '../project/source-files.ts';

it('is said in the language of the page, with what was filled in', () => {
  expect(saidIn(german, 'Listening: 12 of 48 min')).toBe('Hört zu: 12 von 48 min');
  expect(saidIn(german, 'Listening: 1:02:03 of 2:00:00')).toBe('Hört zu: 1:02:03 von 2:00:00');
  expect(saidIn(german, 'Rendering clip 2 of 7')).toBe('Rendert Clip 2 von 7');
  expect(saidIn(german, 'Still working, but nothing new for about 6 min')).toBe(
    'Arbeitet noch, aber seit etwa 6 min nichts Neues',
  );
  expect(saidIn(german, noClipsNote(0, new Map()).text)).toMatch(/^Keine Clips, weil in dieser Folge/);
});

it('stays as it came where it is not known, and in English', () => {
  expect(saidIn(german, 'A sentence of tomorrow')).toBe('A sentence of tomorrow');
  expect(saidIn(german, '')).toBe('');
  expect(saidIn(english, 'Listening: 12 of 48 min')).toBe('Listening: 12 of 48 min');
});

it('knows no sentence that nothing says any more', () => {
  const code = sourceFiles(['workers', 'lib/server', 'lib/shared']).filter(
    ({ path }) => !path.startsWith('lib/shared/texts/'),
  );
  const all = code.map(({ text }) => text).join('\n');
  // The words between what is filled in; a short one, such as "of", says nothing.
  const gone = Object.entries(ENGLISH).flatMap(([key, text]) => {
    const [longest = ''] = text.split(/\{\w+\}/).sort((a, b) => b.length - a.length);
    const words = longest
      .replace(/^(No clips, because|This file ends early:|In places|Near) /, '')
      .replace(/\.$/, '')
      .trim();
    return all.includes(words) ? [] : [`${key}: ${words}`];
  });
  expect(gone).toEqual([]);
});
