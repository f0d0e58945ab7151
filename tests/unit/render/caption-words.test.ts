import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLORS } from '#lib/server/captions/ass.ts';
import { makeCaptions } from '#lib/server/captions/captions.ts';
import { keywordOf } from '#lib/server/captions/keywords.ts';
import { maskText } from '#lib/server/captions/masking.ts';
import { speakerNames } from '#lib/server/captions/speaker-names.ts';
import { STYLES } from '#lib/server/captions/styles.ts';
import { builtInFace, lettersWithoutFont, loadFaces } from '#lib/server/captions/text/fonts.ts';
import { readGivenFonts } from '#lib/server/captions/text/given-fonts.ts';
import { cutUnspaced } from '#lib/server/captions/unspaced.ts';
import { videoCaptionPlace } from '#lib/server/captions/video-script.ts';
import { checkFont } from '#lib/server/fonts/check-font.ts';
import { readFontMetrics } from '#lib/server/fonts/font-metrics.ts';
import { readJoinedForms } from '#lib/server/fonts/joined-forms.ts';
import { renameFont } from '#lib/server/fonts/rename-font.ts';
import { captionStyleSchema } from '#lib/shared/styles/looks.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-fonts-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const words = (text: string) =>
  text.split(' ').map((word, position) => ({ startMs: position * 400, endMs: position * 400 + 350, text: word }));

describe('words without spaces between them', () => {
  it('are cut where a line may be broken, and share their time', () => {
    const [phrase] = words('我们保留了旧的印刷机，因为没有人想要它。');
    const pieces = cutUnspaced(phrase ? [phrase] : []);
    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.map(({ text }) => text).join('')).toBe(phrase?.text);
    expect(pieces.some(({ text }) => /^[，。]/.test(text))).toBe(false);
    expect(pieces[0]?.startMs).toBe(0);
    expect(pieces.at(-1)?.endMs).toBe(350);
    for (const [at, piece] of pieces.entries()) expect(piece.startMs).toBe(at === 0 ? 0 : pieces[at - 1]?.endMs);
  });

  it.each([
    ['他说「你好世界」然后走了。', '他|说|「你好|世界」|然后|走了。'],
    ['私は2024年10月に買いました', '私|は2024年10月|に|買い|ま|した'],
    ['ฉันชอบกินข้าวมากๆและเขา', 'ฉัน|ชอบ|กิน|ข้าว|มากๆ|และ|เขา'],
  ])('keep their marks and numbers: %s', (text, pieces) => {
    expect(
      cutUnspaced(words(text))
        .map((piece) => piece.text)
        .join('|'),
    ).toBe(pieces);
  });

  it('of scripts with spaces stay as they are', () => {
    expect(cutUnspaced(words('Donaudampfschifffahrt и конституция'))).toEqual(
      words('Donaudampfschifffahrt и конституция'),
    );
  });
});

it('tells which letters no font has: a word is drawn by one that has all of it, or by the first', async () => {
  const face = await builtInFace('heavy');
  const texts = ['Größe', '漢字', 'Ω漢', '\u200f\u0301', 'a→漢'];
  expect([...lettersWithoutFont(face, texts)].join('')).toBe('漢字');
});

it('takes the first font of a collection', async () => {
  const font = await readFile((await builtInFace('heavy')).path);
  const head = Buffer.alloc(16);
  head.write('ttcf', 'latin1');
  for (const [at, value] of [0x10000, 1, 16].entries()) head.writeUInt32BE(value, 4 + 4 * at);
  const moved = Buffer.from(font);
  for (let table = 0; table < font.readUInt16BE(4); table += 1) {
    const at = 12 + 16 * table + 8;
    moved.writeUInt32BE(font.readUInt32BE(at) + 16, at);
  }
  const collection = Buffer.concat([head, moved]);
  expect(readFontMetrics(collection).width('Hello', 100)).toBe(readFontMetrics(font).width('Hello', 100));
  expect(renameFont(collection, 'One').equals(renameFont(font, 'One'))).toBe(true);
});

describe('joined letters', () => {
  /** A table in which glyphs 1 to 3 have initial, middle and final forms (10, 20, 30 more), 4 only a final one. */
  function substitutions(): DataView {
    const numbers = [1, 0, 0, 10, 36];
    // Features at 10: three records, then each with one lookup.
    numbers.push(3, 0x696e, 0x6974, 20, 0x6d65, 0x6469, 26, 0x6669, 0x6e61, 32);
    // 'init' and 'medi' read the first two lookups, 'fina' the third.
    const features = [0, 1, 0, 0, 1, 1, 0, 1, 2];
    const lookups = [3, 8, 32, 56].flat();
    const single = (more: number, last: number) => [1, 0, 1, 8, 1, 6, more, 2, 1, 1, last, 0];
    numbers[4] = 2 * (numbers.length + features.length);
    numbers.push(...features, ...lookups, ...single(10, 3), ...single(20, 3), ...single(30, 4));
    return tableOf(numbers);
  }

  function tableOf(numbers: readonly number[]): DataView {
    const view = new DataView(new ArrayBuffer(numbers.length * 2));
    for (const [at, value] of numbers.entries()) view.setUint16(at * 2, value);
    return view;
  }

  it('have the form that their neighbours give them', () => {
    const forms = readJoinedForms(substitutions(), 0);
    expect(forms?.shape([1, 2, 3])).toEqual([11, 22, 33]);
    expect(forms?.shape([1])).toEqual([1]);
    // 4 joins with what is before it only: after it, a new group begins.
    expect(forms?.shape([1, 4, 2, 3, 9, 1])).toEqual([11, 34, 12, 33, 9, 1]);
  });

  it('are nothing that a font without an end can hang us with', () => {
    // One feature, one lookup, one subtable, and a thousand times all glyphs.
    const numbers = [1, 0, 0, 10, 24, 1, 0x696e, 0x6974, 8, 0, 1, 0, 1, 4, 1, 0, 1, 8, 1, 6, 0, 2, 1000];
    for (let range = 0; range < 1000; range += 1) numbers.push(0, 0xffff, 0);
    const view = tableOf(numbers);
    expect(() => readJoinedForms(view, 0)).toThrow(RangeError);
    expect(readJoinedForms(view, undefined)).toBeNull();
  });
});

describe('masking', () => {
  it.each([
    ['Fucking,', 'F******,'],
    ['bullshit!', 'b*******!'],
    ['class', 'class'],
    ['Scunthorpe', 'Scunthorpe'],
    ['assess', 'assess'],
    ['Shiitake', 'Shiitake'],
  ])('%s → %s', (text, masked) => expect(maskText(text)).toBe(masked));
});

describe('the word that matters', () => {
  it.each([
    ['we kept 40 machines running', '40'],
    ['because the paper remembers', 'remembers'],
    ['then we met Gutenberg there', 'Gutenberg'],
  ])('of "%s" is "%s"', (text, keyword) => {
    expect(words(text)[keywordOf(words(text))]?.text).toBe(keyword);
  });

  it('may be none', () => {
    expect(keywordOf(words('and it is so'))).toBe(-1);
  });
});

describe('who speaks', () => {
  const turn = (speaker: string, startMs: number, endMs: number) => ({ speaker, startMs, endMs });

  it('is told by name, the one who is heard most first', () => {
    const turns = [turn('Ines Marlow', -4000, 3000), turn('Tom', 3000, 14_000), turn('Cut in', 14_000, 14_500)];
    expect(speakerNames(turns, 20_000)).toBe('Tom & Ines Marlow');
  });

  it.each(['Speaker 1', 'SPEAKER_00', 'A', 'Left', 'host'])('is not told where it is only "%s"', (name) => {
    expect(speakerNames([turn(name, 0, 5000)], 20_000)).toBe('');
  });
});

describe('lines', () => {
  it.each(captionStyleSchema.options)('that are read from the right are one run in %s', async (style) => {
    const faces = await loadFaces(STYLES[style].face);
    const look = { style, face: faces.caption, lit: COLORS.lit, text: COLORS.text };
    const { events, styles } = makeCaptions(words('שלום עולם, זה טוב'), 2000, videoCaptionPlace('9:16'), look);
    const written = events.filter((event) => event.style === 'CaptionWhole');
    expect(written.length).toBeGreaterThan(0);
    for (const { text } of written) expect(text.slice(text.lastIndexOf('}') + 1)).not.toMatch(/[{}]/);
    expect(styles.find(({ name }) => name === 'CaptionWhole')?.anyDirection).toBe(true);
    expect(events.filter((event) => event.style === 'Caption')).toEqual([]);
  });
});

describe('fonts', () => {
  it('hold Latin, Cyrillic and Greek', async () => {
    for (const name of ['heavy', 'title', 'show', 'condensed', 'serif'] as const) {
      const face = await builtInFace(name);
      for (const letter of 'AßñőŻЖщїєґΑΩέϊ“„…—€')
        expect(face.has(letter.codePointAt(0) ?? 0), `${name} ${letter}`).toBe(true);
    }
  });

  it('that are given stand in for what ours lack, under a name of ours', async () => {
    const source = await readFile((await builtInFace('serif')).path);
    expect(() => checkFont(source)).not.toThrow();
    await writeFile(join(dir, "'; {\\b1}.ttf"), source);
    await writeFile(join(dir, 'broken.otf'), source.subarray(0, 3000));
    await writeFile(join(dir, 'notes.txt'), 'no font');
    const given = await readGivenFonts(dir);
    expect(given).toHaveLength(1);
    expect(given[0]?.family).toMatch(/^Given [0-9a-f]{12}$/);
    const { caption } = await loadFaces('heavy', { fontsDir: dir });
    expect(caption.faceOf('plain').family).toBe('Inter ExtraBold');
    // The serif has Roman numerals, Inter has none.
    const odd = [...'ↂↁⅯ'].find((letter) => given[0]?.metrics.has(letter.codePointAt(0) ?? 0));
    if (odd) expect(caption.faceOf(odd).family).toBe(given[0]?.family);
    const [first] = await readGivenFonts(join(dir, 'nowhere'));
    expect(first).toBeUndefined();
  });

  it('keep their letters when they are renamed', async () => {
    const source = await readFile((await builtInFace('heavy')).path);
    const renamed = renameFont(source, 'Given 123');
    expect(renamed.includes(Buffer.from('Given 123', 'utf16le').swap16())).toBe(true);
    expect(renamed.includes(Buffer.from('Inter', 'utf16le').swap16())).toBe(false);
    expect(readFontMetrics(renamed).width('Hamburg', 100)).toBe(readFontMetrics(source).width('Hamburg', 100));
    expect(() => renameFont(source.subarray(0, 4000), 'x')).toThrow(RangeError);
  });

  it('are given to libass without hinting, with one program that says so', async () => {
    const ready = renameFont(await readFile((await builtInFace('heavy')).path), 'Given 123');
    const tags = Array.from({ length: ready.readUInt16BE(4) }, (_, at) => {
      const entry = 12 + 16 * at;
      return ready.toString('latin1', entry, entry + 4);
    });
    expect(tags.filter((tag) => tag === 'prep')).toHaveLength(1);
    expect(tags.toSorted()).toEqual(tags);
    const at = ready.readUInt32BE(12 + 16 * tags.indexOf('prep') + 8);
    // PUSHB[2] 1 1, INSTCTRL: no instructions for glyphs.
    expect(ready.subarray(at, at + 4).toString('hex')).toBe('b101018e');
    expect(readFontMetrics(renameFont(ready, 'Again')).has(0x41)).toBe(true);
  });

  it('are refused as a font whose every table is the whole file', () => {
    const bomb = Buffer.alloc(2_000_000);
    bomb.writeUInt32BE(0x0001_0000, 0);
    bomb.writeUInt16BE(0xffff, 4);
    for (let entry = 12; entry < 12 + 16 * 0xffff; entry += 16) bomb.writeUInt32BE(bomb.length, entry + 12);
    expect(() => renameFont(bomb, 'x')).toThrow('lie over each other');
  });
});
