import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { collectComplaints, PAGE_STATES } from '#tests/helpers/pages.ts';
import { type Seeded, seedStudio } from '#tests/helpers/seed/studio.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

let empty: Studio;
let full: Studio;
let seeded: Seeded;

test.beforeAll(async () => {
  [empty, full] = await Promise.all([startStudio(), startStudio()]);
  seeded = await seedStudio(full.dataDir);
});

test.afterAll(async () => {
  await Promise.all([empty?.stop(), full?.stop()]);
});

for (const width of [360, 1280]) {
  test(`no page has an accessibility fault or scrolls sideways, light and dark: ${width} px`, async ({ browser }) => {
    const viewport = { width, height: width < 600 ? 740 : 860 };
    const context = await browser.newContext({ reducedMotion: 'reduce', viewport });
    const page = await context.newPage();
    const complaints = collectComplaints(page);
    for (const state of PAGE_STATES) {
      await test.step(state.name, async () => {
        await page.goto((state.empty ? empty : full).url + state.path(seeded));
        await state.settle(page);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          expect.soft(await faults(page), `${state.name}, ${colorScheme}`).toEqual([]);
        }
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(beyond, `${state.name} scrolls sideways`).toBeLessThanOrEqual(0);
      });
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
}

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`);
}
