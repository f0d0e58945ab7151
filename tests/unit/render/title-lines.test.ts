import { beforeAll, describe, expect, it } from 'vitest';
import { audiogramLayout } from '#lib/server/audiogram/layout.ts';
import { audiogramTexts } from '#lib/server/audiogram/text.ts';
import { titleLines } from '#lib/server/audiogram/title-lines.ts';
import { type Faces, loadFaces } from '#lib/server/captions/text/fonts.ts';
import { fitLines } from '#lib/server/captions/text/text-lines.ts';
import { aspectSchema } from '#lib/shared/states.ts';

let faces: Faces;

beforeAll(async () => {
  faces = await loadFaces();
});

const LONG =
  'Printing, in the only sense with which we are at present concerned, differs from most if not from all the arts';
const layouts = aspectSchema.options.flatMap((aspect) => [true, false].map((art) => audiogramLayout(aspect, art)));

describe('titleLines', () => {
  it('keeps a short title at its size', () => {
    for (const layout of layouts) {
      const { title } = layout;
      expect(titleLines('A short title', layout, faces.title, title.y)).toEqual({
        emPx: title.emPx,
        lines: ['A short title'],
      });
    }
  });

  it('makes a long title smaller before it cuts any of it', () => {
    for (const layout of layouts) {
      const { emPx, lines } = titleLines(LONG, layout, faces.title, layout.title.y);
      expect(lines.join(' ')).toBe(LONG);
      expect(emPx).toBeGreaterThanOrEqual(Math.round(layout.title.emPx * 0.7));
    }
  });

  it('gives it at most four lines, inside its width and above the captions', () => {
    for (const layout of layouts) {
      const { title, caption } = layout;
      for (const text of [LONG, `${LONG} `.repeat(4)]) {
        const { emPx, lines } = titleLines(text, layout, faces.title, title.y);
        expect(lines.length).toBeLessThanOrEqual(4);
        expect(title.y + lines.length * emPx * 1.2).toBeLessThanOrEqual(caption.centerY - caption.emPx * 1.25);
        for (const line of lines) expect(faces.title.width(line, emPx)).toBeLessThanOrEqual(title.width);
      }
    }
  });

  it('cuts what is longer still after a whole word', () => {
    const words = new Set(LONG.replaceAll(',', '').split(' '));
    for (const layout of layouts) {
      const { lines } = titleLines(`${LONG} `.repeat(4), layout, faces.title, layout.title.y);
      const last = lines.at(-1) ?? '';
      expect(last).toMatch(/…$/);
      expect(words).toContain(last.slice(0, -1).split(' ').at(-1));
    }
  });
});

describe('fitLines', () => {
  it('never cuts inside a word that a line could hold, however little is left', () => {
    const [line] = fitLines('The Donaudampfschifffahrtsgesellschaft', faces.title, 48, 770, 1);
    expect(line).toBe('The…');
  });
});

describe('audiogramTexts', () => {
  it('draws the title at the size that was found, its lines as far apart', () => {
    const layout = audiogramLayout('9:16', true);
    const { emPx, lines } = titleLines(LONG, layout, faces.title, layout.title.y);
    expect(emPx).toBeLessThan(layout.title.emPx);
    const { styles, events } = audiogramTexts(
      { show: 'Show', speaker: '', title: LONG },
      layout,
      { faces, text: [255, 255, 255], hasArtwork: true },
      1000,
    );
    expect(styles.find(({ name }) => name === 'Title')?.size).toBe(faces.title.assSize(emPx));
    const rows = events.filter(({ style }) => style === 'Title').map(({ text }) => /,(\d+)\)/.exec(text)?.[1]);
    expect(rows).toEqual(lines.map((_, row) => String(Math.round(layout.title.y + row * emPx * 1.2))));
  });
});
