import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { writeJsonAtomic } from '#lib/server/atomic-json.ts';
import { readEnv } from '#lib/server/env.ts';
import { paths } from '#lib/server/paths.ts';
import { type Progress, progressSchema } from '#lib/shared/progress.ts';
import { type Seeded, seedStudio } from '#tests/helpers/seed/studio.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

let studio: Studio;
let seeded: Seeded;

test.beforeAll(async () => {
  studio = await startStudio();
  seeded = await seedStudio(studio.dataDir);
});

test.afterAll(async () => {
  await studio?.stop();
});

test('one request a round while an episode is worked on, none while the page is hidden, and on by itself after the server was away', async ({
  page,
}) => {
  const asked = countRequests(page);
  await page.goto(`${studio.url}/episodes/${seeded.processing}`);
  await expect(page.getByText('Listening: 12 of 48 min').first()).toBeVisible();
  await expect.poll(() => asked('/api/progress')).toBeGreaterThan(1);

  await test.step('a round is one request', async () => {
    asked.forget();
    await expect.poll(() => asked('/api/progress')).toBeGreaterThanOrEqual(4);
    expect(asked.others('/api/progress')).toEqual([]);
  });

  await test.step('what the progress says appears, and only then the words are asked for', async () => {
    asked.forget();
    await say({ percent: 40, message: 'Listening: 19 of 48 min', seq: 5 });
    await expect(page.getByText('Listening: 19 of 48 min').first()).toBeVisible();
    await expect.poll(() => asked('/transcript')).toBe(1);
  });

  await test.step('hidden: nothing', async () => {
    await show(page, false);
    await page.waitForTimeout(500); // what was on its way
    asked.forget();
    await page.waitForTimeout(3500);
    expect(asked('/api/')).toBe(0);
    await show(page, true);
    await expect.poll(() => asked('/api/progress')).toBeGreaterThan(0);
  });

  await test.step('the server goes: the page asks rarely, and says so', async () => {
    await studio.killWeb('SIGKILL');
    asked.forget();
    await expect(page.getByText('The connection is lost.')).toBeVisible({ timeout: 60_000 });
    expect(asked('/api/')).toBeLessThan(25);
  });

  await test.step('it comes back: the page goes on where it was', async () => {
    await say({ percent: 60, message: 'Listening: 29 of 48 min', seq: 6 });
    await studio.startWeb();
    await page.route('**/api/system', async (route) => {
      const response = await route.fetch();
      const worker = { alive: true, lastSeenAt: Date.now() };
      await route.fulfill({ response, json: { ...(await response.json()), version: '99.0.0', worker } });
    });
    asked.forget();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(page.getByText('Listening: 29 of 48 min').first()).toBeVisible({ timeout: 35_000 });
    expect(asked('/api/')).toBeLessThan(20);
  });

  await test.step('it came back as a later release: the page says so', async () => {
    await expect(page.getByText('PodPromo was updated to 99.0.0.')).toBeVisible({ timeout: 35_000 });
  });
});

test('nothing is asked when all is at rest', async ({ page }) => {
  const asked = countRequests(page);
  await page.goto(`${studio.url}/episodes/${seeded.ready}`);
  await expect(page.getByText('10 clips')).toBeVisible();
  await expect.poll(() => asked('/waveform')).toBeGreaterThan(0);
  await page.waitForTimeout(1500);
  asked.forget();
  await page.waitForTimeout(4000);
  expect(asked('/api/')).toBe(0);
});

test('a change that cannot be stored is taken back, and the page says so; nothing that was typed is lost', async ({
  page,
}) => {
  await page.goto(`${studio.url}/episodes/${seeded.ready}`);
  const card = page.getByRole('group', { name: /^Clip 3:/ });
  const keep = card.getByRole('button', { name: /^Keep clip 3/ });
  await card.scrollIntoViewIfNeeded();
  await expect(keep).toHaveAttribute('aria-pressed', 'false');
  // Only what changes something fails, and only after a while, so that what is shown meanwhile can be seen.
  const { promise: refuse, resolve: fail } = Promise.withResolvers<void>();
  await page.route('**/api/**', async (route) => {
    if (route.request().method() === 'GET') return route.continue();
    await refuse;
    await route.abort();
  });
  await keep.click();
  await expect(keep).toHaveAttribute('aria-pressed', 'true');
  await card.getByRole('radio', { name: '2 stars' }).check({ force: true });
  await expect(card.getByRole('radio', { name: '2 stars' })).toBeChecked();
  fail();
  await expect(keep).toHaveAttribute('aria-pressed', 'false');
  await expect(card.getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(page.getByText('What you see is as it was before.').first()).toBeVisible();

  const word = page.locator('[data-word="4"]');
  await word.dblclick();
  const field = page.getByRole('textbox', { name: 'Text of the sentence' });
  const before = await field.inputValue();
  await field.fill('Something else was said.');
  await field.press('Enter');
  await expect(field).toHaveValue('Something else was said.');
  await field.press('Escape');
  await expect(page.locator('[data-sentence="0"]')).toContainText(before.slice(0, 20));
});

/** What the worker writes. */
async function say(part: Partial<Progress>): Promise<void> {
  const file = paths.progressFile(readEnv({ DATA_DIR: studio.dataDir }), seeded.processing);
  const before = progressSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  await writeJsonAtomic(file, { ...before, ...part });
}

/** As the browser does it when another tab is looked at. */
async function show(page: Page, shown: boolean): Promise<void> {
  await page.evaluate((visible) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: visible ? 'visible' : 'hidden' });
    Object.defineProperty(document, 'hidden', { configurable: true, value: !visible });
    document.dispatchEvent(new Event('visibilitychange'));
  }, shown);
}

interface Counter {
  /** How many requests since `forget` had this in their address. */
  (part: string): number;
  /** Those to the API that did not, but for the state of the installation, which has a clock of its own. */
  others(part: string): string[];
  forget(): void;
}

function countRequests(page: Page): Counter {
  let urls: string[] = [];
  page.on('request', (request) => urls.push(new URL(request.url()).pathname));
  const api = () => urls.filter((url) => url.startsWith('/api/') && url !== '/api/system');
  return Object.assign((part: string) => api().filter((url) => url.includes(part)).length, {
    others: (part: string) => api().filter((url) => !url.includes(part)),
    forget: () => {
      urls = [];
    },
  });
}
