import type { Catalogue } from './catalogue.ts';
import { patternOf } from './message.ts';
import type { Texts } from './texts.ts';

type Heard = NonNullable<Catalogue['heard']>;
type Pattern = readonly [key: keyof Heard, pattern: RegExp];

/** A value may be a sentence itself: "nothing new for about 6 min". */
const DEEPEST = 1;

/** Made with the first sentence of a page, and kept: there are a hundred of them. */
const made = new WeakMap<Heard, readonly Pattern[]>();

/**
 * A sentence of the server in the language of the page: progress, the state of the speech engine, notes.
 *
 * They are written in English where they arise, in files and rows as well, and stay what the API and the command
 * line say. Here each is recognised by its English; one that is not known stays as it came.
 */
export function saidIn(t: Texts, sentence: string, depth = 0): string {
  if (t.heard === null || sentence === '') return sentence;
  for (const [key, pattern] of patternsOf(t.heard)) {
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
function fillSaid(t: Texts, key: keyof Heard, values: Readonly<Record<string, string>>): string {
  return t.template(`said.${key}`, values);
}

function patternsOf(heard: Heard): readonly Pattern[] {
  const known = made.get(heard);
  if (known) return known;
  const patterns = Object.entries(heard).flatMap(([key, text]) =>
    isKey(heard, key) ? [[key, patternOf(text)] as const] : [],
  );
  made.set(heard, patterns);
  return patterns;
}

function isKey(heard: Heard, key: string): key is keyof Heard {
  return Object.hasOwn(heard, key);
}
