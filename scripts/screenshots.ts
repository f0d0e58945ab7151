import { mkdir, rename, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { makeMedia, mediaEnv } from '#tests/helpers/media.ts';
import { PAGE_PARTS } from '#tests/helpers/page-parts.ts';
import { PAGE_STATES, type PageState } from '#tests/helpers/pages.ts';
import { startLivingWorker } from '#tests/helpers/seed/living-worker.ts';
import { type Seeded, seedStudio } from '#tests/helpers/seed/studio.ts';
import { startStudio } from '#tests/helpers/studio.ts';

/**
 * Pictures of every page in every state, light and dark, from a phone to a large screen:
 * `npm run screenshots [-- DIR [NAME…]]`, by default into test-results/screenshots (not committed).
 * `npm run screenshots -- --docs` makes those of docs/screenshots instead, one of each page, which are. Needs a build,
 * ffmpeg and a browser (CHROMIUM_PATH).
 */

type Width = 360 | 768 | 1280 | 1920;
type Scheme = 'light' | 'dark';

const WIDTHS: readonly Width[] = [360, 768, 1280, 1920];
const HEIGHTS: Readonly<Record<Width, number>> = { 360: 740, 768: 1024, 1280: 860, 1920: 1080 };
const STATES: readonly PageState[] = [...PAGE_STATES, ...PAGE_PARTS];
const SCHEMES: readonly Scheme[] = ['light', 'dark'];

interface Look {
  readonly scheme: Scheme;
  readonly width: Width;
  readonly locale?: string;
}

/** One picture: a state as it looks to somebody. */
interface Picture extends Look {
  readonly file: string;
  readonly state: PageState;
}

/** What lies in the repository stays small. */
const MOST_BYTES = 150_000;

/** What the documentation shows, each with the state that it is. */
const DOCS: readonly (Look & { file: string; state: string })[] = [
  { file: 'home', state: 'home', scheme: 'light', width: 1280 },
  { file: 'home-de', state: 'home', scheme: 'light', width: 1280, locale: 'de-DE' },
  { file: 'home-360', state: 'home', scheme: 'light', width: 360 },
  { file: 'episode', state: 'episode-ready', scheme: 'light', width: 1280 },
  { file: 'episode-dark', state: 'episode-ready', scheme: 'dark', width: 1280 },
  { file: 'episode-360', state: 'episode-ready', scheme: 'light', width: 360 },
  { file: 'clip', state: 'clip-open', scheme: 'light', width: 1280 },
  { file: 'editor', state: 'clip-editor', scheme: 'light', width: 1280 },
  { file: 'editor-dark', state: 'clip-editor', scheme: 'dark', width: 1280 },
  { file: 'compare', state: 'clips-compared', scheme: 'light', width: 1280 },
  { file: 'keys', state: 'keys', scheme: 'light', width: 1280 },
  { file: 'shows', state: 'home-shows', scheme: 'light', width: 1280 },
  { file: 'storage', state: 'storage', scheme: 'light', width: 1280 },
  { file: 'trash', state: 'storage-trash', scheme: 'light', width: 1280 },
  { file: 'queue', state: 'queue', scheme: 'light', width: 1280 },
  { file: 'errors', state: 'errors', scheme: 'light', width: 1280 },
  { file: 'settings', state: 'settings', scheme: 'light', width: 1280 },
  { file: 'brand', state: 'settings-brand', scheme: 'light', width: 1280 },
  { file: 'learned', state: 'settings-learned', scheme: 'light', width: 1280 },
];

const { positionals, values } = parseArgs({
  options: { docs: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [folder = values.docs ? 'docs/screenshots' : 'test-results/screenshots', ...names] = positionals;
const out = resolve(folder);
await mkdir(out, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || undefined,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const empty = await startStudio();
const full = await startStudio();
const endWorkers = await Promise.all([empty, full].map(({ dataDir }) => startLivingWorker(dataDir)));
try {
  const seeded = await seedStudio(full.dataDir);
  const pictures = values.docs ? docsPictures() : allPictures();
  for (const picture of pictures) await shoot(browser, picture, seeded);
  process.stdout.write(`${pictures.length} pictures in ${out}\n`);
} finally {
  await Promise.all(endWorkers.map((end) => end()));
  await Promise.all([browser.close(), empty.stop(), full.stop()]);
}

function allPictures(): Picture[] {
  const states = STATES.filter(({ name }) => names.length === 0 || names.includes(name));
  return SCHEMES.flatMap((scheme) =>
    WIDTHS.flatMap((width) =>
      states.map((state) => ({ file: `${state.name}-${scheme}-${width}`, state, scheme, width })),
    ),
  );
}

function docsPictures(): Picture[] {
  return DOCS.map(({ state: wanted, ...look }) => {
    const state = STATES.find(({ name }) => name === wanted);
    if (!state) throw new Error(`There is no state named ${wanted} in tests/helpers/pages.ts or page-parts.ts.`);
    return { ...look, state };
  });
}

async function shoot(chrome: Browser, picture: Picture, seeded: Seeded): Promise<void> {
  const { file, state, scheme, width, locale = 'en-GB' } = picture;
  const context = await chrome.newContext({
    colorScheme: scheme,
    reducedMotion: 'reduce',
    viewport: { width, height: HEIGHTS[width] },
    locale,
  });
  const page = await context.newPage();
  await page.goto((state.empty ? empty.url : full.url) + state.path(seeded));
  await state.settle(page);
  // Pictures that come after the page, such as those of clips, and the letters of its fonts.
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const path = join(out, `${file}.png`);
  await page.screenshot({ path });
  if (values.docs) await makeSmall(path);
  await context.close();
}

/** Pages have few colours: with 256 of its own a picture is a third as large, and nobody sees it. */
async function makeSmall(path: string): Promise<void> {
  const small = `${path}.small.png`;
  const colours = 'split[a][b];[a]palettegen=max_colors=256:stats_mode=single[p];[b][p]paletteuse=dither=none';
  await makeMedia(mediaEnv(out), ['-i', path, '-vf', colours, '-compression_level', '9', '-frames:v', '1', small]);
  await rename(small, path);
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes, which is too much for a picture in the docs.`);
}
