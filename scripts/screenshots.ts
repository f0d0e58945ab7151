import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { PAGE_STATES } from '#tests/helpers/pages.ts';
import { type Seeded, seedStudio } from '#tests/helpers/seed/studio.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

/**
 * Pictures of every page in every state: `npm run screenshots [-- DIR [NAME…]]`, by default into
 * test-results/screenshots (not committed). Needs a build, ffmpeg and a browser (CHROMIUM_PATH).
 */

const WIDTHS = [360, 768, 1280, 1920] as const;
const HEIGHTS: Readonly<Record<(typeof WIDTHS)[number], number>> = { 360: 740, 768: 1024, 1280: 860, 1920: 1080 };
const SCHEMES = ['light', 'dark'] as const;

const [folder = 'test-results/screenshots', ...names] = process.argv.slice(2);
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
  let amount = 0;
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) amount += await shoot(browser, { empty, full }, seeded, colorScheme, width);
  }
  process.stdout.write(`${amount} pictures in ${out}\n`);
} finally {
  await Promise.all([browser.close(), empty.stop(), full.stop()]);
}

async function shoot(
  chrome: Browser,
  studios: { empty: Studio; full: Studio },
  seeded: Seeded,
  colorScheme: (typeof SCHEMES)[number],
  width: (typeof WIDTHS)[number],
): Promise<number> {
  const viewport = { width, height: HEIGHTS[width] };
  const context = await chrome.newContext({ colorScheme, reducedMotion: 'reduce', viewport });
  const page = await context.newPage();
  const states = PAGE_STATES.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const state of states) {
    await page.goto((state.empty ? studios.empty : studios.full).url + state.path(seeded));
    await state.settle(page);
    await page.screenshot({ path: join(out, `${state.name}-${colorScheme}-${width}.png`) });
  }
  await context.close();
  return states.length;
}
