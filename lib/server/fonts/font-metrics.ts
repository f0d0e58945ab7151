import { readJoinedForms } from './joined-forms.ts';

/** Marks over and under letters, and signs that only say how to join: none of them takes room of its own. */
const OVER_OTHERS = /(?!\u200c)[\p{Mn}\p{Cf}]/gu;
/** Between two letters that would join else. */
const NON_JOINER = '\u200c';
const NOTHING = -1;

/** Widths of a TrueType font's characters, read from the file: so that lines are broken where they really end. */
export interface FontMetrics {
  /** Width of a text in pixels at this em size (kerning left out: it only makes text narrower). */
  width(text: string, emPx: number): number;
  /** Whether the font draws this character. */
  has(codePoint: number): boolean;
  /** The `Fontsize` that ASS needs for this em size: libass scales by the Windows ascent and descent. */
  assSize(emPx: number): number;
}

/**
 * @param bytes a .ttf or .otf file, or a collection, of which the first font counts
 * @throws RangeError where it is cut off or a table that we need is missing.
 */
export function readFontMetrics(bytes: Uint8Array): FontMetrics {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = readTables(view);
  const unitsPerEm = view.getUint16(table(tables, 'head') + 18);
  const metricCount = view.getUint16(table(tables, 'hhea') + 34);
  const hmtx = table(tables, 'hmtx');
  const os2 = table(tables, 'OS/2');
  const windowsHeight = view.getUint16(os2 + 74) + view.getUint16(os2 + 76);
  const glyphOf = readCharacterMap(view, table(tables, 'cmap'));
  const joined = readJoinedForms(view, tables.get('GSUB'));
  const glyphs = new Map<number, number>();

  function drawn(character: string): number {
    const codePoint = character.codePointAt(0) ?? 0;
    const known = glyphs.get(codePoint) ?? (character === NON_JOINER ? NOTHING : glyphOf(codePoint));
    glyphs.set(codePoint, known);
    return known;
  }

  /** In ems. What the font lacks is drawn by another one: as wide as a square, to be safe. */
  function advance(glyph: number): number {
    if (glyph === NOTHING) return 0;
    if (glyph === 0) return 1;
    return view.getUint16(hmtx + 4 * Math.min(glyph, metricCount - 1)) / unitsPerEm;
  }

  return {
    has: (codePoint) => glyphOf(codePoint) !== 0,
    width(text, emPx) {
      const letters = [...text.replace(OVER_OTHERS, '')].map(drawn);
      const shaped = joined?.shape(letters) ?? letters;
      return shaped.reduce((ems, glyph) => ems + advance(glyph), 0) * emPx;
    },
    assSize: (emPx) => Math.round(((emPx * windowsHeight) / unitsPerEm) * 100) / 100,
  };
}

/** Where the list of tables begins: of a collection, that of its first font. */
export function directoryAt(view: DataView): number {
  return view.getUint32(0) === COLLECTION ? view.getUint32(12) : 0;
}

/** "ttcf" */
const COLLECTION = 0x74746366;

function readTables(view: DataView): Map<string, number> {
  const tables = new Map<string, number>();
  const directory = directoryAt(view);
  const count = view.getUint16(directory + 4);
  for (let position = 0; position < count; position += 1) {
    const entry = directory + 12 + 16 * position;
    const name = [0, 1, 2, 3].map((offset) => String.fromCharCode(view.getUint8(entry + offset))).join('');
    tables.set(name, view.getUint32(entry + 8));
  }
  return tables;
}

function table(tables: Map<string, number>, name: string): number {
  const offset = tables.get(name);
  if (offset === undefined) throw new RangeError(`the font has no table ${name}`);
  return offset;
}

/** Character code → glyph number, 0 where the font has none. Formats 4 and 12, which all current fonts have. */
function readCharacterMap(view: DataView, cmap: number): (codePoint: number) => number {
  const count = view.getUint16(cmap + 2);
  let best: number | null = null;
  for (let position = 0; position < count; position += 1) {
    const subtable = cmap + view.getUint32(cmap + 8 + 8 * position);
    const format = view.getUint16(subtable);
    if (format === 12) return (codePoint) => fromFormat12(view, subtable, codePoint);
    if (format === 4) best = subtable;
  }
  if (best === null) throw new RangeError('the font has no character map that we can read');
  const subtable = best;
  return (codePoint) => fromFormat4(view, subtable, codePoint);
}

function fromFormat12(view: DataView, at: number, codePoint: number): number {
  const groups = view.getUint32(at + 12);
  for (let group = 0; group < groups; group += 1) {
    const entry = at + 16 + 12 * group;
    const start = view.getUint32(entry);
    if (codePoint < start) return 0;
    if (codePoint <= view.getUint32(entry + 4)) return view.getUint32(entry + 8) + codePoint - start;
  }
  return 0;
}

function fromFormat4(view: DataView, at: number, codePoint: number): number {
  if (codePoint > 0xffff) return 0;
  const doubled = view.getUint16(at + 6);
  for (let segment = 0; segment < doubled; segment += 2) {
    if (codePoint > view.getUint16(at + 14 + segment)) continue;
    const startAt = at + 16 + doubled + segment;
    const start = view.getUint16(startAt);
    if (codePoint < start) return 0;
    const delta = view.getUint16(startAt + doubled);
    const rangeAt = startAt + 2 * doubled;
    const range = view.getUint16(rangeAt);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const glyph = view.getUint16(rangeAt + range + 2 * (codePoint - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}
