/** A text that depends on a number `n`. Languages with more forms may name them; `other` is always there. */
export interface Plural {
  readonly one: string;
  readonly other: string;
  readonly zero?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
}

/** A text with places to fill in (`{name}`) and parts to mark (`<b>so</b>`). */
export type Message = string | Plural;

/** The texts of one part of the pages. */
export type Subject = Readonly<Record<string, Message>>;

/** The same keys in another language: texts stay texts, plurals stay plurals. */
export type Translated<S extends Subject> = { readonly [K in keyof S]: S[K] extends string ? string : Plural };

/** Names of the places of a text: 'Cancel {name}' → 'name'. */
export type PlacesOf<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlacesOf<Rest>
  : never;

/** What fills the places of a message; a plural always takes `n`. */
export type ValuesOf<M> = M extends string
  ? PlacesOf<M>
  : M extends { readonly one: infer One extends string; readonly other: infer Other extends string }
    ? 'n' | PlacesOf<One> | PlacesOf<Other>
    : never;

/** A piece of a text that is marked: what stands inside of `<b>…</b>`. */
export interface Marked {
  readonly tag: string;
  readonly text: string;
}

/** Puts values into the places of a text. A place without a value stays as it is, so that it is seen. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** Takes a text apart at its marks, before anything is filled in: a file may be called `<b>`. */
export function split(text: string): (string | Marked)[] {
  const parts: (string | Marked)[] = [];
  let from = 0;
  for (const found of text.matchAll(/<(\w+)>(.*?)<\/\1>/gs)) {
    if (found.index > from) parts.push(text.slice(from, found.index));
    parts.push({ tag: found[1] ?? '', text: found[2] ?? '' });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** Finds a text that was filled in: its places are the groups. */
export function patternOf(text: string): RegExp {
  const source = text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{(\w+)\}/g, '(?<$1>.+?)');
  return new RegExp(`^${source}$`, 'u');
}
