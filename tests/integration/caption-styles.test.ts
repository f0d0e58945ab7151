import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLORS } from '#lib/server/captions/ass.ts';
import { makeCaptions } from '#lib/server/captions/captions.ts';
import { STYLES } from '#lib/server/captions/styles.ts';
import { loadFaces } from '#lib/server/captions/text/fonts.ts';
import { videoCaptionPlace } from '#lib/server/captions/video-script.ts';
import { ASPECT_SIZES, aspectSchema } from '#lib/shared/states.ts';
import { captionStyleSchema } from '#lib/shared/styles/looks.ts';
import { SAFE_BOXES } from '#lib/shared/styles/safe-boxes.ts';
import { captionFrames, drawnBox } from '../helpers/caption-frames.ts';
import { mediaEnv, PACKAGED_FFMPEG } from '../helpers/media.ts';

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-styles-'));
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** Long words, capitals with accents, letters with tails, numbers; one word that is wider than any line. */
const WORDS = [
  'ÄÖÜ jjgqy Rechtsschutzversicherungsgesellschaften und Wohnungsbaugenossenschaftsmitglieder,',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft.',
  'Ŵe paid 1.250.000 € — “quickly”, jeopardising extraordinarily unconventional characterisations.',
  'Электрификация Παραδείγματος',
]
  .join(' ')
  .split(' ')
  .map((text, position) => ({ startMs: position * 170, endMs: position * 170 + 150, text }));
const DURATION_MS = (WORDS.at(-1)?.endMs ?? 0) + 300;
const PER_SECOND = 4;

const programs = [
  ['the ffmpeg of the system', {}, aspectSchema.options, captionStyleSchema.options],
  ['the packaged ffmpeg', PACKAGED_FFMPEG, ['9:16'], ['pop', 'box', 'bold', 'story']],
] as const;

describe.each(programs)('captions drawn by %s', (_, variables, aspects, styles) => {
  describe.each(aspects)('in %s', (aspect) => {
    it.each(styles)('%s stay inside the safe box in every picture', async (style) => {
      const env = mediaEnv(join(dir, 'data'), variables);
      const faces = await loadFaces(STYLES[style].face);
      const look = { style, face: faces.caption, lit: COLORS.lit, text: COLORS.text };
      const captions = makeCaptions(WORDS, DURATION_MS, videoCaptionPlace(aspect), look);
      const work = await mkdtemp(join(dir, 'work-'));
      const frames = await captionFrames({
        ...{ env, dir: work, aspect, captions },
        ...{ durationMs: DURATION_MS, perSecond: PER_SECOND },
      });
      expect(frames.length).toBeGreaterThan(10);
      const safe = SAFE_BOXES[aspect];
      const boxes = frames.map((frame) => drawnBox(frame, ASPECT_SIZES[aspect].width));
      const seen = boxes.filter((box) => box !== null);
      expect(seen.length).toBeGreaterThan(frames.length * 0.8);
      for (const box of seen) {
        const inside =
          box.x >= safe.x &&
          box.y >= safe.y &&
          box.x + box.width <= safe.x + safe.width &&
          box.y + box.height <= safe.y + safe.height;
        expect(inside, `${style} in ${aspect} drew ${JSON.stringify(box)}`).toBe(true);
      }
    });
  });
});
