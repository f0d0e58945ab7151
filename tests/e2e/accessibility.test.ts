import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { collectComplaints, PAGE_STATES } from '#tests/helpers/pages.ts';
import { type Seeded, seedStudio } from '#tests/helpers/seed/studio.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

interface Studios {
  readonly empty: Studio;
  readonly full: Studio;
  readonly seeded: Seeded;
}

/** They are only looked at: once for all tests of a process. */
const test = base.extend<object, { studios: Studios }>({
  studios: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what a fixture needs
    async ({}, use) => {
      const [empty, full] = await Promise.all([startStudio(), startStudio()]);
      try {
        await use({ empty, full, seeded: await seedStudio(full.dataDir) });
      } finally {
        await Promise.all([empty.stop(), full.stop()]);
      }
    },
    { scope: 'worker' },
  ],
});

test.describe.configure({ mode: 'parallel' });

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test(`no page has an accessibility fault or scrolls sideways: ${colorScheme}, ${width} px`, async ({
      browser,
      studios: { empty, full, seeded },
    }) => {
      test.setTimeout(900_000);
      const viewport = { width, height: width < 600 ? 740 : 860 };
      // Loaded in its colours: what lies off the screen keeps old ones for a while when they are switched.
      const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce', viewport });
      const page = await context.newPage();
      const complaints = collectComplaints(page);
      for (const state of PAGE_STATES) {
        await test.step(state.name, async () => {
          await page.goto((state.empty ? empty : full).url + state.path(seeded));
          await state.settle(page);
          expect.soft(await faults(page), state.name).toEqual([]);
          const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect.soft(beyond, `${state.name} scrolls sideways`).toBeLessThanOrEqual(0);
        });
      }
      expect(complaints).toEqual([]);
      await context.close();
    });
  }
}

async function faults(page: Page): Promise<string[]> {
  // Legacy mode works in the page itself: there are no frames, and it takes half the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`);
}
