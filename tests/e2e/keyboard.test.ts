import { expect, type Locator, type Page, test } from '@playwright/test';
import { collectComplaints } from '#tests/helpers/pages.ts';
import { type Seeded, seedStudio } from '#tests/helpers/seed/studio.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

const MAX_TABS = 80;
let studio: Studio;
let seeded: Seeded;

test.beforeAll(async () => {
  studio = await startStudio();
  seeded = await seedStudio(studio.dataDir);
});

test.afterAll(async () => {
  await studio?.stop();
});

test('everything on the way from the list to a rated clip works by keyboard alone', async ({ page }) => {
  const complaints = collectComplaints(page);
  await page.goto(studio.url);
  const title = 'Why most onboarding fails in the first ninety seconds';
  await expect(page.getByRole('link', { name: title })).toBeVisible();

  await test.step('the first stop leads past the head of the page', async () => {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Go to the content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('#main')).toBeFocused();
  });

  await test.step('an episode is opened', async () => {
    await tabTo(page, page.getByRole('link', { name: title }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await expect(page.getByRole('heading', { name: '10 clips' })).toBeVisible();
  });

  await test.step('the waveform is a slider', async () => {
    const waveform = page.getByRole('slider', { name: /waveform/ });
    await tabTo(page, waveform);
    await page.keyboard.press('PageUp');
    await expect(waveform).toHaveAttribute('aria-valuenow', '30');
    await page.keyboard.press('ArrowLeft');
    await expect(waveform).toHaveAttribute('aria-valuetext', '0:25 of 15:00');
  });

  await test.step('the transcript is one stop, arrows move in it, Enter plays from there', async () => {
    const first = page.getByRole('button', { name: /^Play from 0:00/ });
    await tabTo(page, first);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const focused = page.locator('[data-paragraph="2"] button');
    await expect(focused).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Pause the episode' })).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(focused).not.toBeFocused();
  });

  await test.step('words are chosen, a sentence is changed, and the change is taken back', async () => {
    await page.keyboard.press('Shift+Tab');
    await expect(page.locator('[data-paragraph="2"] [data-seek]')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await expect(page.getByRole('region', { name: 'Chosen words' })).toContainText('2 words');
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'Text of the sentence' });
    await expect(field).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
    await expect(page.locator('[data-paragraph="2"] [data-word]').first()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(field).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.type(' It was.');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-paragraph="2"]')).toContainText('It was.');
    await expect(field).toBeHidden();
    const undo = page.getByRole('button', { name: 'Undo the change of a sentence' });
    await expect(undo).toBeEnabled();
    for (let presses = 0; presses < MAX_TABS; presses += 1) {
      if (await undo.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-paragraph="2"]')).not.toContainText('It was.');
  });

  await test.step('a clip is watched, and the focus comes back', async () => {
    const poster = page.getByRole('button', { name: /^Play clip 1:/ });
    await tabTo(page, poster);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await expect(page.getByRole('button', { name: 'Play the episode', includeHidden: true })).toBeAttached();
    await tabTo(page, dialog.getByRole('button', { name: 'Next clip' }));
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('2 of 10')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(poster).toBeFocused();
  });

  await test.step('a reason shows the words behind it, and stars are given and taken back', async () => {
    const card = page.getByRole('group', { name: /^Clip 1:/ });
    const reason = card.getByRole('button', { name: 'strong statement' });
    await tabTo(page, reason);
    await expect(page.getByText('Nobody leaves because the product is hard').last()).toBeVisible();
    await expect(reason).toHaveAccessibleDescription(/Because of: Nobody leaves/);
    await tabTo(page, card.getByRole('radio', { name: '4 stars' }));
    await page.keyboard.press('ArrowRight');
    await expect(card.getByRole('radio', { name: '5 stars' })).toBeChecked();
    await page.keyboard.press('Delete');
    await expect(card.getByRole('radio', { checked: true })).toHaveCount(0);
  });

  await test.step('the menu of downloads opens, moves and closes', async () => {
    const download = page.getByRole('group', { name: /^Clip 1:/ }).getByRole('button', { name: /^Download/ });
    await tabTo(page, download);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Video (MP4)' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: 'Captions (SRT)' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(download).toBeFocused();
  });

  await test.step('deleting begins on the harmless answer', async () => {
    await page.goto(`${studio.url}/episodes/${seeded.silent}`);
    const more = page.getByRole('button', { name: 'More', exact: true });
    await expect(more).toBeVisible();
    await tabTo(page, more);
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alertdialog')).toBeHidden();
  });

  expect(complaints).toEqual([]);
});

test('the chosen theme is kept and is there before the first paint', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${studio.url}/settings`);
  await tabTo(page, page.getByRole('button', { name: 'Light or dark' }));
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name: 'Dark' }).press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto(studio.url, { waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(20, 19, 18)');
});

test('a window that cannot be fetched says so, and opens once the line is back', async ({ page }) => {
  await page.goto(studio.url);
  await expect(page.getByRole('article').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.route('**/_next/static/**', (route) => route.abort('internetdisconnected'));
  await page.keyboard.press('?');
  await expect(page.getByText('PodPromo does not answer.')).toBeVisible();
  await page.unroute('**/_next/static/**');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < MAX_TABS; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} cannot be reached by the keyboard`);
}
