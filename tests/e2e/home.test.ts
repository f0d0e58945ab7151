import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { collectComplaints } from '#tests/helpers/pages.ts';
import { seedStudio } from '#tests/helpers/seed/studio.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

let studio: Studio;

test.beforeAll(async () => {
  studio = await startStudio();
  await seedStudio(studio.dataDir);
});

test.afterAll(async () => {
  await studio?.stop();
});

const cards = (page: Page) => page.getByRole('region', { name: 'Episodes' }).getByRole('article');

test('the list is searched, filtered and sorted by keyboard, and going back finds it again', async ({ page }) => {
  const complaints = collectComplaints(page);
  await page.goto(studio.url);
  await expect(cards(page)).toHaveCount(6);
  const search = page.getByRole('searchbox', { name: 'Search' });

  await search.focus();
  await page.keyboard.type('excitement');
  await expect(cards(page)).toHaveCount(3);
  await expect(cards(page).first()).toContainText('I used to say excitement.');
  await expect(page).toHaveURL(/\?q=excitement$/);
  await page.keyboard.press('Escape');
  await expect(cards(page)).toHaveCount(6);
  await expect(search).toBeFocused();

  await page.keyboard.press('Tab');
  const state = page.getByRole('combobox', { name: 'State' });
  await expect(state).toBeFocused();
  await page.keyboard.press('N');
  await expect(cards(page)).toHaveCount(2);
  await expect(page).toHaveURL(/\?state=failed$/);

  const sort = page.getByRole('combobox', { name: 'Sort' });
  await sort.focus();
  await page.keyboard.press('B');
  await expect(page).toHaveURL(/state=failed&sort=title$/);
  await expect(cards(page).first()).toContainText('holiday-without-sound');

  await cards(page).first().getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'holiday-without-sound' })).toBeVisible();
  await page.goBack();
  await expect(state).toHaveValue('failed');
  await expect(cards(page)).toHaveCount(2);

  await sort.selectOption({ label: 'By show' });
  await state.selectOption({ label: 'Every state' });
  await expect(page.getByRole('heading', { name: 'First minutes' })).toBeVisible();
  await page.getByRole('button', { name: 'Glossary of First minutes' }).click();
  await expect(page.getByRole('dialog', { name: 'Glossary' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Brand of First minutes' }).click();
  await expect(page.getByRole('combobox', { name: 'For' })).toHaveText(/First minutes/);
  expect(complaints).toEqual([]);
});

test('uploads are paused and go on, each and all, and become episodes', async ({ page, context }) => {
  const complaints = collectComplaints(page);
  await page.goto(studio.url);
  await expect(cards(page)).toHaveCount(6);
  const line = await throttle(context, page, 300_000);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(['first.wav', 'second.wav', 'third.wav'].map(waveFile));

  const going = page.getByRole('region', { name: 'In progress' });
  await expect(going.getByText(/^3 uploads: .* of 7 MB at .*\/s, .* left$/)).toBeVisible();
  await going.getByRole('button', { name: 'Pause first.wav' }).click();
  await expect(going.getByRole('button', { name: 'Go on with first.wav' })).toBeVisible();
  await going.getByRole('button', { name: 'Pause all' }).click();
  await expect(going.getByText(/^Paused/)).toHaveCount(3);
  await line(-1);
  await going.getByRole('button', { name: 'Go on with all' }).click();
  for (const name of ['first', 'second', 'third']) {
    await expect(going.getByRole('link', { name, exact: true })).toBeVisible();
  }
  await expect(going.getByText('Waiting for its turn')).toHaveCount(3);
  expect(complaints).toEqual([]);
});

test('a German browser has German pages, the settings have the choice, and the sample is one click away', async ({
  browser,
}) => {
  const empty = await startStudio();
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  const complaints = collectComplaints(page);
  try {
    await page.goto(empty.url);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page).toHaveTitle('Folgen, PodPromo');
    await page.getByRole('button', { name: 'Mit einem Beispiel ausprobieren' }).click();
    await expect(page.getByRole('region', { name: 'In Arbeit' }).getByRole('link')).toHaveText(/Die erste Stunde/);
    await page.getByRole('link', { name: 'Einstellungen' }).first().click();
    await page.getByRole('radio', { name: 'English', exact: true }).check({ force: true });
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.reload();
    await expect(page.getByRole('radio', { name: 'English', exact: true })).toBeChecked();
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
    await empty.stop();
  }
});

/** @returns a way to change how fast files are sent, in bytes a second; -1 is as fast as it goes. */
async function throttle(context: BrowserContext, page: Page, uploadThroughput: number) {
  const cdp = await context.newCDPSession(page);
  const set = async (bytesPerSecond: number) => {
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    });
  };
  await set(uploadThroughput);
  return set;
}

/** A wave file of 2.4 MB with a soft tone in it. */
function waveFile(name: string) {
  const samples = 1_200_000;
  const buffer = Buffer.alloc(44 + samples * 2);
  buffer.write('RIFF', 0, 'latin1');
  buffer.writeUInt32LE(36 + samples * 2, 4);
  buffer.write('WAVEfmt ', 8, 'latin1');
  buffer.writeUInt32LE(16, 16);
  buffer.writeUInt16LE(1, 20);
  buffer.writeUInt16LE(1, 22);
  buffer.writeUInt32LE(16_000, 24);
  buffer.writeUInt32LE(32_000, 28);
  buffer.writeUInt16LE(2, 32);
  buffer.writeUInt16LE(16, 34);
  buffer.write('data', 36, 'latin1');
  buffer.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) buffer.writeInt16LE(Math.round(3000 * Math.sin(at / 20)), 44 + at * 2);
  return { name, mimeType: 'audio/wav', buffer };
}
