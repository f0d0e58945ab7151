import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { PAGE_STATES, type PageState } from '#tests/helpers/pages.ts';
import { type Seeded, seedStudio } from '#tests/helpers/seed/studio.ts';
import { startStudio } from '#tests/helpers/studio.ts';

/**
 * Pictures of every page in every state: `npm run screenshots [-- DIR [NAME…]]`, by default into
 * test-results/screenshots (not committed). `npm run screenshots -- --docs` makes the few of docs/screenshots
 * instead, which are. Needs a build, ffmpeg and a browser (CHROMIUM_PATH).
 */

type Width = 360 | 768 | 1280 | 1920;
type Scheme = 'light' | 'dark';

const WIDTHS: readonly Width[] = [360, 768, 1280, 1920];
const HEIGHTS: Readonly<Record<Width, number>> = { 360: 740, 768: 1024, 1280: 860, 1920: 1080 };
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

/** What the documentation shows, each with the state that it is. */
const DOCS: readonly (Look & { file: string; state: string })[] = [
  { file: 'home', state: 'home', scheme: 'light', width: 1280 },
  { file: 'home-de', state: 'home', scheme: 'light', width: 1280, locale: 'de-DE' },
  { file: 'home-360', state: 'home', scheme: 'light', width: 360 },
  { file: 'episode', state: 'episode-ready', scheme: 'light', width: 1280 },
  { file: 'episode-dark', state: 'episode-ready', scheme: 'dark', width: 1280 },
  { file: 'editor', state: 'clip-editor', scheme: 'light', width: 1280 },
  { file: 'storage', state: 'storage', scheme: 'light', width: 1280 },
  { file: 'queue', state: 'queue', scheme: 'light', width: 1280 },
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
try {
  const seeded = await seedStudio(full.dataDir);
  const pictures = values.docs ? docsPictures() : allPictures();
  for (const picture of pictures) await shoot(browser, picture, seeded);
  process.stdout.write(`${pictures.length} pictures in ${out}\n`);
} finally {
  await Promise.all([browser.close(), empty.stop(), full.stop()]);
}

function allPictures(): Picture[] {
  const states = PAGE_STATES.filter(({ name }) => names.length === 0 || names.includes(name));
  return SCHEMES.flatMap((scheme) =>
    WIDTHS.flatMap((width) =>
      states.map((state) => ({ file: `${state.name}-${scheme}-${width}`, state, scheme, width })),
    ),
  );
}

function docsPictures(): Picture[] {
  return DOCS.map(({ state: wanted, ...look }) => {
    const state = PAGE_STATES.find(({ name }) => name === wanted);
    if (!state) throw new Error(`There is no state named ${wanted} in tests/helpers/pages.ts.`);
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
  await page.screenshot({ path: join(out, `${file}.png`) });
  await context.close();
}
