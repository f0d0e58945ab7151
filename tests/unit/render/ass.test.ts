import { beforeAll, describe, expect, it } from 'vitest';
import { assColor, assScript, COLORS } from '#lib/server/captions/ass.ts';
import { assText } from '#lib/server/captions/caption-text.ts';
import { type CaptionLook, type CaptionPlace, makeCaptions } from '#lib/server/captions/captions.ts';
import { type Faces, loadFaces } from '#lib/server/captions/text/fonts.ts';

const PLACE: CaptionPlace = {
  align: 'center',
  x: 540,
  centerY: 1130,
  top: 270,
  bottom: 1248,
  lineWidth: 740,
  emPx: 76,
  ground: 'picture',
};
let faces: Faces;
let look: CaptionLook;

beforeAll(async () => {
  faces = await loadFaces();
  look = { style: 'lit', face: faces.caption, lit: COLORS.lit, text: COLORS.text };
});

function spoken(texts: readonly string[]) {
  return texts.map((text, position) => ({ startMs: position * 400, endMs: position * 400 + 350, text }));
}

describe('captions', () => {
  it('light one word at a time, in the order in which they are spoken', () => {
    const { events } = makeCaptions(spoken(['Try', 'it', 'again']), 2000, PLACE, look);
    const lit = events.map(({ startMs, text }) => [startMs, /4C8AFF&\\1a&H00&\}([^{ ]+)/.exec(text)?.[1]]);
    expect(lit).toEqual([
      [0, 'Try'],
      [400, 'it'],
      [800, 'again'],
      [1330, undefined],
    ]);
  });

  it('give every line a position of its own, so that nothing moves when another word is lit', () => {
    const { events, cues } = makeCaptions(spoken('We looked at every page of it'.split(' ')), 4000, PLACE, look);
    expect(cues[0]?.lines).toHaveLength(2);
    const positions = new Set(events.map(({ text }) => /\\pos\(([^)]*)\)/.exec(text)?.[1]));
    expect(positions.size).toBe(2);
  });

  it('draw a word that is wider than the box smaller', () => {
    const { events } = makeCaptions(spoken(['Donaudampfschifffahrtsgesellschaftskapitän']), 2000, PLACE, look);
    const size = Number(/\\fs([\d.]+)/.exec(events[0]?.text ?? '')?.[1]);
    expect(size).toBeGreaterThan(10);
    expect(size).toBeLessThan(faces.caption.assSize(76));
  });
});

describe('assText', () => {
  it('leaves no command in what people write', () => {
    expect(assText('{\\fs9999}big\\N{\\pos(0,0)}')).toBe('fs9999bigNpos(0,0)');
    expect(assText('two\nlines\r\nand\u0000 NUL')).toBe('two lines and NUL');
    expect(assText('right\u202eto left')).toBe('right to left');
  });

  it('takes out emoji, and leaves signs and scripts', () => {
    expect(assText('Hi 👩‍👩‍👧 there 🇩🇪 5️⃣ ❤️!')).toBe('Hi there 5 !');
    expect(assText('© 2024 → Übung Ελλάδα мир 100 %')).toBe('© 2024 → Übung Ελλάδα мир 100 %');
  });
});

describe('assScript', () => {
  it('has the size of the picture, and one line an event', () => {
    const script = assScript(
      { width: 1080, height: 1920 },
      [{ name: 'Caption', family: 'Inter ExtraBold', size: 80, outline: 5, shadow: 2 }],
      [
        { startMs: 0, endMs: 61_234, style: 'Caption', layer: 1, text: 'a' },
        { startMs: 500, endMs: 503, style: 'Caption', layer: 1, text: 'too short to be shown' },
      ],
    );
    expect(script).toContain('PlayResX: 1080\nPlayResY: 1920\n');
    expect(script.match(/^Dialogue: .*$/gm)).toEqual(['Dialogue: 1,0:00:00.00,0:01:01.23,Caption,,0,0,0,,a']);
  });

  it('writes colours as blue, green, red', () => {
    expect(assColor([0xff, 0x8a, 0x4c])).toBe('\\1c&H4C8AFF&');
  });
});

describe('font metrics', () => {
  it('know how wide text is', () => {
    const { caption } = faces;
    expect(caption.width('WWW', 100)).toBeGreaterThan(caption.width('iii', 100) * 2);
    expect(caption.width('a', 100)).toBeGreaterThan(40);
    expect(caption.width('a', 100)).toBeLessThan(80);
    expect(caption.width('日', 100)).toBe(100);
  });
});
