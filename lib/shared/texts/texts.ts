import type { Catalogue, Key, MessageAt } from './catalogue.ts';
import type { Language } from './languages.ts';
import { fill, type Marked, type Message, split, type ValuesOf } from './message.ts';

type Values<K extends Key> = Readonly<Record<ValuesOf<MessageAt<K>>, string | number>>;
/** Nothing to fill in, nothing to give. */
type Given<K extends Key> = [ValuesOf<MessageAt<K>>] extends [never] ? [] : [values: Values<K>];

/** The words of the page in one language. Call it with a key: `t('home.clips', { n: 3 })`. */
export interface Texts {
  <K extends Key>(key: K, ...given: Given<K>): string;
  readonly language: Language;
  readonly heard: Catalogue['heard'];
  /** The same in pieces, those between marks (`<b>…</b>`) apart. For pages: `rich` of lib/client/texts.tsx. */
  readonly parts: <K extends Key>(key: K, ...given: Given<K>) => (string | Marked)[];
  /** A number as it is written in this language: 1,234.5 or 1.234,5. */
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
  readonly date: (at: number | Date, options?: Intl.DateTimeFormatOptions) => string;
  /** A text whose places are only known while it runs. */
  readonly template: (key: Key, values: Readonly<Record<string, string | number>>) => string;
  /** Title and advice for a code of lib/shared/error-codes.ts or of the page; undefined for any other. */
  readonly problem: (code: string) => { readonly title: string; readonly action: string } | undefined;
}

/** Makes the words of a language ready for use. */
export function createTexts(language: Language, catalogue: Catalogue): Texts {
  const plurals = new Intl.PluralRules(language);
  const number = (value: number, options?: Intl.NumberFormatOptions) => numberFormat(language, options).format(value);
  const messages = new Map<string, Message>();
  for (const [subject, entries] of Object.entries(catalogue.subjects)) {
    for (const [key, message] of Object.entries(entries)) messages.set(`${subject}.${key}`, message);
  }
  const choose = (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    const message = messages.get(key);
    if (message === undefined) return key;
    if (typeof message === 'string') return message;
    return message[plurals.select(Number(values.n))] ?? message.other;
  };
  const written = (values: Readonly<Record<string, string | number>> = {}): Record<string, string> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? number(value) : value]),
    );
  const text = <K extends Key>(key: K, ...[values]: Given<K>): string => fill(choose(key, values), written(values));
  const parts = <K extends Key>(key: K, ...[values]: Given<K>): (string | Marked)[] => {
    const places = written(values);
    return split(choose(key, values)).map((part) =>
      typeof part === 'string' ? fill(part, places) : { tag: part.tag, text: fill(part.text, places) },
    );
  };
  const problems = new Map(Object.entries(catalogue.problems));
  return Object.assign(text, {
    language,
    heard: catalogue.heard,
    parts,
    number,
    template: (key: Key, values: Readonly<Record<string, string | number>>) =>
      fill(choose(key, values), written(values)),
    date: (at: number | Date, options?: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(localeOf(language), options).format(at),
    problem: (code: string) => problems.get(code),
  });
}

/** English dates read "14 Nov", as the rest of the page does. */
function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Making one takes longer than using it a thousand times. */
function numberFormat(language: Language, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = `${language}${JSON.stringify(options)}`;
  const kept = formats.get(key);
  if (kept) return kept;
  const made = new Intl.NumberFormat(language, options);
  formats.set(key, made);
  return made;
}
