/** Glyphs that stand for a letter where it is joined with others, read from a font's substitutions. */
export interface JoinedForms {
  /** The glyphs of a run of letters, in reading order, each in the form that its neighbours give it. */
  shape(glyphs: readonly number[]): number[];
}

type Form = 'init' | 'medi' | 'fina';
type Forms = Readonly<Record<Form, ReadonlyMap<number, number>>>;

const SINGLE = 1;
const EXTENSION = 7;

/**
 * The forms of joined scripts (Arabic, Syriac, N'Ko …). Which letters join on which side, the font itself says: what
 * has an initial form joins with the next letter, what has a final one with the one before.
 *
 * @param gsub where the table of substitutions begins; undefined where the font has none
 * @returns null where the font joins nothing
 * @throws RangeError where the table is cut off
 */
export function readJoinedForms(view: DataView, gsub: number | undefined): JoinedForms | null {
  if (gsub === undefined) return null;
  const table = new Reader(view);
  const forms: Forms = {
    init: formsOf(table, gsub, 'init'),
    medi: formsOf(table, gsub, 'medi'),
    fina: formsOf(table, gsub, 'fina'),
  };
  if (forms.init.size === 0 || forms.fina.size === 0) return null;
  const joinsNext = (glyph: number | undefined) =>
    glyph !== undefined && (forms.init.has(glyph) || forms.medi.has(glyph));
  const joinsBefore = (glyph: number | undefined) =>
    glyph !== undefined && (forms.fina.has(glyph) || forms.medi.has(glyph));
  return {
    shape: (glyphs) =>
      glyphs.map((glyph, at) => {
        const before = joinsBefore(glyph) && joinsNext(glyphs[at - 1]);
        const next = joinsNext(glyph) && joinsBefore(glyphs[at + 1]);
        const form = before ? (next ? 'medi' : 'fina') : next ? 'init' : null;
        return (form && forms[form].get(glyph)) ?? glyph;
      }),
  };
}

/** Reads numbers of a table, so many at most: lists that lie over each other could be read without an end. */
class Reader {
  readonly #view: DataView;
  #left = 400_000;

  constructor(view: DataView) {
    this.#view = view;
  }

  number(at: number): number {
    this.#left -= 1;
    if (this.#left < 0) throw new RangeError('the substitutions of the font have no end');
    return this.#view.getUint16(at);
  }

  /** The numbers of a list that begins with their count, each so many bytes after the other. */
  list(at: number, apart = 2): number[] {
    return Array.from({ length: this.number(at) }, (_, each) => this.number(at + 2 + apart * each));
  }
}

/** What a feature puts in place of single glyphs, in whichever script it is listed. */
function formsOf(table: Reader, gsub: number, tag: Form): Map<number, number> {
  const features = gsub + table.number(gsub + 6);
  const lookups = gsub + table.number(gsub + 8);
  const letters = [tag.slice(0, 2), tag.slice(2)].map((two) => two.charCodeAt(0) * 256 + two.charCodeAt(1));
  const used = new Set<number>();
  for (const [at, first] of table.list(features, 6).entries()) {
    const record = features + 2 + 6 * at;
    if (first !== letters[0] || table.number(record + 2) !== letters[1]) continue;
    for (const lookup of table.list(features + table.number(record + 4) + 2)) used.add(lookup);
  }
  const forms = new Map<number, number>();
  for (const number of used) addLookup(table, lookups + table.number(lookups + 2 + 2 * number), forms);
  return forms;
}

function addLookup(table: Reader, lookup: number, forms: Map<number, number>): void {
  const kind = table.number(lookup);
  for (const offset of table.list(lookup + 4)) {
    const subtable = lookup + offset;
    if (kind === SINGLE) addSingle(table, subtable, forms);
    else if (kind === EXTENSION && table.number(subtable + 2) === SINGLE) {
      const far = table.number(subtable + 4) * 65_536 + table.number(subtable + 6);
      addSingle(table, subtable + far, forms);
    }
  }
}

function addSingle(table: Reader, subtable: number, forms: Map<number, number>): void {
  const isList = table.number(subtable) === 2;
  for (const [at, glyph] of coveredBy(table, subtable + table.number(subtable + 2)).entries()) {
    const other = isList ? table.number(subtable + 6 + 2 * at) : (glyph + table.number(subtable + 4)) & 0xffff;
    if (!forms.has(glyph)) forms.set(glyph, other);
  }
}

/** The glyphs of a coverage table, in its order. */
function coveredBy(table: Reader, coverage: number): number[] {
  if (table.number(coverage) === 1) return table.list(coverage + 2);
  const glyphs: number[] = [];
  for (const [at, first] of table.list(coverage + 2, 6).entries()) {
    const last = table.number(coverage + 4 + 6 * at + 2);
    for (let glyph = first; glyph <= last; glyph += 1) {
      table.number(coverage);
      glyphs.push(glyph);
    }
  }
  return glyphs;
}
