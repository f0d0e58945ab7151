import { said as ENGLISH } from './en/said.ts';
import { patternOf } from './message.ts';
import type { Texts } from './texts.ts';

type SaidKey = keyof typeof ENGLISH;

/** A value may be a sentence itself: "nothing new for about 6 min". */
const DEEPEST = 1;

let patterns: readonly (readonly [key: SaidKey, pattern: RegExp])[] | null = null;

/**
 * A sentence of the server in the language of the page: progress, the state of the speech engine, notes.
 *
 * They are written in English where they arise, in files and rows as well, and stay what the API and the command
 * line say. Here each is recognised by its English; one that is not known stays as it came.
 */
export function saidIn(t: Texts, sentence: string, depth = 0): string {
  if (t.language === 'en' || sentence === '') return sentence;
  patterns ??= makePatterns();
  for (const [key, pattern] of patterns) {
    const found = pattern.exec(sentence);
    if (!found) continue;
    const values = Object.entries(found.groups ?? {}).map(([name, value]) => [
      name,
      depth < DEEPEST ? saidIn(t, value, depth + 1) : value,
    ]);
    return fillSaid(t, key, Object.fromEntries(values));
  }
  return sentence;
}

/** The places of a key are only known while it runs: they are those of its English. */
function fillSaid(t: Texts, key: SaidKey, values: Readonly<Record<string, string>>): string {
  return t.template(`said.${key}`, values);
}

function makePatterns() {
  return Object.entries(ENGLISH).flatMap(([key, text]) => {
    if (!isSaidKey(key)) return [];
    return [[key, patternOf(text)] as const];
  });
}

function isSaidKey(key: string): key is SaidKey {
  return Object.hasOwn(ENGLISH, key);
}
