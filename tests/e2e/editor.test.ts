import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { type ClipView, clipViewSchema } from '#lib/shared/api/clips.ts';
import { heardMs } from '#lib/shared/clip-edit.ts';
import { collectComplaints } from '#tests/helpers/pages.ts';
import { seedEditable } from '#tests/helpers/seed/editable.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

/** Two windows that want the same: one of them is told. */
const CONFLICT = /status of 409/;

let studio: Studio;
let episodeId: string;
let clipIds: readonly string[];

test.beforeAll(async () => {
  studio = await startStudio({ worker: true });
  ({ episodeId, clipIds } = await seedEditable(studio.dataDir));
});

test.afterAll(async () => {
  await studio?.stop();
});

const addressOf = (place: number) => `${studio.url}/episodes/${episodeId}/clips/${clipIds[place]}`;

async function stored(place: number): Promise<ClipView> {
  const response = await fetch(`${studio.url}/api/clips/${clipIds[place]}`);
  return clipViewSchema.parse(await response.json());
}

async function open(page: Page, place: number): Promise<ClipView> {
  await page.goto(addressOf(place));
  await expect(page.getByRole('slider', { name: 'Start of the clip' })).toBeVisible();
  return stored(place);
}

const saved = (page: Page) => expect(page.getByText('All changes are saved')).toBeVisible();
const inClip = (page: Page): Locator => page.locator('button[data-word]:not([aria-label])');
const head = (page: Page): Locator => page.locator('main > header');

test('a clip is cut by keys, numbers and words, all of it is taken back and done again, and the video follows', async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  await page.goto(`${studio.url}/episodes/${episodeId}`);
  await page.getByRole('link', { name: 'Edit clip 6' }).first().click();
  await expect(page.getByRole('slider', { name: 'Start of the clip' })).toBeVisible();
  const before = await stored(5);

  await test.step('by keys: a word less at the start, a sentence more at the end', async () => {
    await page.getByRole('slider', { name: 'Start of the clip' }).press('ArrowRight');
    await saved(page);
    expect((await stored(5)).startMs).toBeGreaterThan(before.startMs);
    await page.getByRole('slider', { name: 'End of the clip' }).press('PageUp');
    await saved(page);
    await expect.poll(async () => (await stored(5)).endMs).toBeGreaterThan(before.endMs);
  });

  await test.step('by numbers, as they are written', async () => {
    const field = page.getByRole('textbox', { name: 'Start', exact: true });
    const startMs = Math.ceil(before.startMs / 1000) * 1000 + 1300;
    await field.fill(String(startMs / 1000));
    await field.press('Enter');
    await expect.poll(async () => (await stored(5)).startMs).toBe(startMs);
    const end = page.getByRole('textbox', { name: 'End', exact: true });
    await end.fill(String((startMs + 9000) / 1000));
    await end.press('Enter');
    await expect.poll(async () => (await stored(5)).endMs).toBe(startMs + 9000);
    await field.fill('soon');
    await field.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: 'minutes and seconds' })).toBeVisible();
    await field.press('Escape');
  });

  await test.step('by words: two are left out of the middle', async () => {
    const words = inClip(page);
    await words.nth(5).click();
    await words.nth(6).click({ modifiers: ['Shift'] });
    await expect(page.getByText('2 words chosen')).toBeVisible();
    await page.getByRole('button', { name: 'Leave out' }).click();
    await expect(page.locator('button[data-word][aria-label$=", left out"]')).toHaveCount(2);
    await expect.poll(async () => (await stored(5)).removed.length).toBe(1);
  });

  const edited = await stored(5);
  await test.step('everything is taken back, also after a reload, and done again', async () => {
    await page.reload();
    const undo = page.getByRole('button', { name: 'Undo the cut' });
    await expect(undo).toBeEnabled();
    await undo.click();
    await expect(page.getByRole('button', { name: 'Undo the trim' })).toBeEnabled();
    for (let steps = 0; steps < 4; steps += 1) {
      const { revision } = await stored(5);
      await page.keyboard.press('Control+z');
      await expect.poll(async () => (await stored(5)).revision).toBeGreaterThan(revision);
    }
    expect(await stored(5)).toMatchObject({ startMs: before.startMs, endMs: before.endMs, removed: [], undo: null });
    for (let steps = 0; steps < 5; steps += 1) {
      const { revision } = await stored(5);
      await page.keyboard.press('Control+Shift+z');
      await expect.poll(async () => (await stored(5)).revision).toBeGreaterThan(revision);
    }
    expect(await stored(5)).toMatchObject({ startMs: edited.startMs, endMs: edited.endMs, removed: edited.removed });
  });

  await test.step('the video is told to be old, is rendered, and is as long as what is left', async () => {
    await expect(head(page).getByText('Changed since the last render')).toBeVisible();
    await head(page).getByRole('button', { name: 'Render', exact: true }).click();
    await expect(head(page).getByText('As rendered')).toBeVisible({ timeout: 120_000 });
    const [render] = (await stored(5)).renders;
    expect(Math.abs((render?.durationMs ?? 0) - heardMs(edited))).toBeLessThan(200);
    await page.keyboard.press('Control+z');
    await expect(head(page).getByText('Changed since the last render')).toBeVisible();
    await page.keyboard.press('Control+Shift+z');
    await expect(head(page).getByText('As rendered')).toBeVisible();
  });
  expect(complaints).toEqual([]);
});

test('words are corrected and taken back, a clip is split and put together again', async ({ page }) => {
  const complaints = collectComplaints(page);
  const before = await open(page, 2);
  await inClip(page).nth(4).click();
  await page.keyboard.press('e');
  const field = page.getByRole('textbox', { name: 'What is said there' });
  await expect(field).toBeFocused();
  await field.fill('Perhaps');
  await field.press('Enter');
  await expect.poll(async () => (await stored(2)).text).toContain('Perhaps');
  await expect(inClip(page).nth(4)).toHaveText('Perhaps');
  await page.getByRole('button', { name: 'Undo the correction' }).click();
  await expect.poll(async () => (await stored(2)).text).toBe(before.text);

  await inClip(page).nth(9).click();
  await page.getByRole('button', { name: 'Split here' }).click();
  await expect(page.getByText('There are two clips now')).toBeVisible();
  const first = await stored(2);
  expect(first.endMs).toBeLessThan(before.endMs);
  await page.getByRole('button', { name: 'Merge with the next clip' }).click();
  await expect.poll(async () => (await stored(2)).endMs).toBe(before.endMs);
  expect(complaints).toEqual([]);
});

test('two windows on one clip do not overwrite each other in silence', async ({ page, context }) => {
  const complaints = collectComplaints(page, CONFLICT);
  const other = await context.newPage();
  await open(page, 3);
  await open(other, 3);
  await other.getByRole('slider', { name: 'End of the clip' }).press('ArrowLeft');
  await saved(other);
  const theirs = await stored(3);
  const title = page.getByRole('textbox', { name: 'Title', exact: true });
  await title.fill('Mine');
  await title.press('Enter');
  const asked = page.getByRole('dialog', { name: 'This clip was changed in another window' });
  await expect(asked).toBeVisible();
  expect((await stored(3)).title).not.toBe('Mine');
  await asked.getByRole('button', { name: 'Keep mine' }).click();
  await expect.poll(async () => (await stored(3)).title).toBe('Mine');
  expect((await stored(3)).endMs).toBe(theirs.endMs);
  expect(complaints).toEqual([]);
});

test('the keys do what their sheet says, nothing while one writes, and can be turned off', async ({ page }) => {
  const complaints = collectComplaints(page);
  const before = await open(page, 7);
  await test.step('the sheet', async () => {
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Start the clip here');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });
  await test.step('rating by one key', async () => {
    await page.keyboard.press('4');
    await expect.poll(async () => (await stored(7)).feedback.stars).toBe(4);
    await page.keyboard.press('p');
    await expect.poll(async () => (await stored(7)).kept).toBe(true);
    await page.keyboard.press('x');
    await expect.poll(async () => (await stored(7)).feedback.thumb).toBe('down');
  });
  await test.step('the start is set where the player stands', async () => {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('i');
    await expect.poll(async () => (await stored(7)).startMs).toBeGreaterThan(before.startMs);
  });
  await test.step('nothing happens while one writes', async () => {
    const { revision } = await stored(7);
    const title = page.getByRole('textbox', { name: 'Title', exact: true });
    await title.focus();
    await page.keyboard.press('5');
    await page.keyboard.press('Escape');
    expect(await stored(7)).toMatchObject({ revision, feedback: { stars: 4 } });
  });
  await test.step('the palette goes anywhere', async () => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Command palette' })).toBeFocused();
    await page.keyboard.type('settings');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/settings$/);
  });
  await test.step('single keys are turned off for this browser', async () => {
    await page.getByRole('checkbox', { name: 'Use single keys' }).uncheck();
    await open(page, 7);
    await page.keyboard.press('1');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Command palette' })).toBeVisible();
    expect((await stored(7)).feedback.stars).toBe(4);
  });
  expect(complaints).toEqual([]);
});

test('one of two clips is chosen, which rates both', async ({ page }) => {
  await page.goto(`${studio.url}/episodes/${episodeId}`);
  const card = page.getByRole('group', { name: /^Clip 1:/ });
  await card.getByRole('button', { name: 'More for clip 1' }).click();
  await page.getByRole('menuitem', { name: 'Compare with another clip' }).click();
  const dialog = page.getByRole('dialog', { name: 'Which one is better?' });
  await expect(dialog.locator('video')).toHaveCount(2);
  await dialog.getByRole('button', { name: 'This one: clip 2 is better' }).click();
  await expect.poll(async () => (await stored(1)).feedback.thumb).toBe('up');
  expect((await stored(0)).feedback.thumb).toBe('down');
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test(`the editor has no accessibility fault and does not scroll sideways: ${colorScheme}, ${width} px`, async ({
      browser,
    }) => {
      const viewport = { width, height: width < 600 ? 740 : 860 };
      const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce', viewport });
      const page = await context.newPage();
      await open(page, 8);
      await inClip(page).nth(2).click();
      expect.soft(await faults(page), 'with a chosen word').toEqual([]);
      await page.getByRole('tab', { name: 'Export' }).click();
      await expect(page.getByRole('button', { name: 'Render: Square' })).toBeVisible();
      expect.soft(await faults(page), 'export').toEqual([]);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(beyond, 'scrolls sideways').toBeLessThanOrEqual(0);
      await context.close();
    });
  }
}

async function faults(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`);
}
