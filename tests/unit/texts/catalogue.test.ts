import { describe, expect, it } from 'vitest';
import { CATALOGUES } from '#lib/shared/texts/all.ts';
import type { Catalogue } from '#lib/shared/texts/catalogue.ts';
import type { Message } from '#lib/shared/texts/message.ts';
import { sourceFiles } from '../project/source-files.ts';
import { literalTexts, usedKeys } from './source-texts.ts';

const { en, de } = CATALOGUES;
const pages = sourceFiles(['app', 'components', 'lib/client', 'lib/shared/texts']).filter(
  ({ path }) => !path.startsWith('app/api/') && !/^lib\/shared\/texts\/(en|de)\//.test(path),
);

function messages(catalogue: Catalogue): Map<string, Message> {
  const all = new Map<string, Message>();
  for (const [subject, entries] of Object.entries(catalogue.subjects)) {
    for (const [key, message] of Object.entries(entries)) all.set(`${subject}.${key}`, message);
  }
  return all;
}

function formsOf(message: Message): string[] {
  return typeof message === 'string' ? [message] : Object.values(message);
}

/** Places and marks, each once. */
function holdsOf(message: Message): string[] {
  return [...new Set(formsOf(message).flatMap((form) => form.match(/\{\w+\}|<\w+>/g) ?? []))].sort();
}

describe('the words of the pages', () => {
  it('has the same keys in every language, with the same places to fill in', () => {
    const german = messages(de);
    expect([...german.keys()].sort()).toEqual([...messages(en).keys()].sort());
    for (const [key, message] of messages(en)) {
      const other = german.get(key) ?? '';
      expect(`${key} ${holdsOf(other)}`).toBe(`${key} ${holdsOf(message)}`);
      expect(typeof other, key).toBe(typeof message);
    }
  });

  it('has an own text for each error in every language', () => {
    expect(Object.keys(de.problems).sort()).toEqual(Object.keys(en.problems).sort());
    for (const catalogue of [en, de]) {
      for (const [code, { title, action }] of Object.entries(catalogue.problems)) {
        expect(title.trim(), code).not.toMatch(/^$|[.!]$/);
        expect(action.trim(), code).toMatch(/[.]$/);
      }
    }
  });

  it('shouts in no language', () => {
    for (const catalogue of [en, de]) {
      for (const [key, message] of messages(catalogue)) {
        for (const form of formsOf(message)) expect(`${key}: ${form}`).not.toMatch(/!|\s$|Oops|Hoppla/);
      }
    }
  });

  it('holds no text that no page uses', () => {
    const subjects = Object.keys(en.subjects);
    const used = pages.map((file) => usedKeys(file, subjects));
    const whole = new Set(used.flatMap((each) => each.whole));
    const begun = [...new Set(used.flatMap((each) => each.begun))];
    const unused = [...messages(en).keys()].filter(
      (key) => !whole.has(key) && !begun.some((start) => key.startsWith(start)) && !isForServer(key),
    );
    expect(unused).toEqual([]);
  });

  it('is the only place of texts', () => {
    const literal = pages.flatMap((file) => literalTexts(file).map((text) => `${file.path}: ${text}`));
    expect(literal).toEqual([]);
  });
});

/** `stopped` is taken whole by the page that replaces the layout. */
function isForServer(key: string): boolean {
  return key.startsWith('stopped.');
}
