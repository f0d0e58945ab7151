import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { collectComplaints } from '#tests/helpers/pages.ts';
import { type LongEpisode, seedLongEpisode } from '#tests/helpers/seed/long-episode.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

let studio: Studio;
let episode: LongEpisode;

test.beforeAll(async () => {
  studio = await startStudio();
  episode = await seedLongEpisode(studio.dataDir, 24);
});

test.afterAll(async () => {
  await studio?.stop();
});

test('three hours by keyboard and mouse: zoomed, searched, read, chosen, previewed', async ({ page }) => {
  const complaints = collectComplaints(page);
  await page.goto(`${studio.url}/episodes/${episode.id}`);
  await expect(page.getByRole('heading', { name: '24 clips' })).toBeVisible();
  const whole = page.getByRole('slider', { name: 'Position in the episode, on its waveform' });
  const part = page.getByRole('slider', { name: 'Position in the part that is shown close up' });

  await test.step('the waveform is zoomed, moved and seeked by keys', async () => {
    await whole.focus();
    await page.keyboard.press('PageUp');
    for (let zooms = 0; zooms < 8; zooms += 1) await page.keyboard.press('+');
    await expect(part).toBeVisible();
    await part.focus();
    await page.keyboard.press('ArrowRight');
    await expect(part).toHaveAttribute('aria-valuenow', '31');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Home');
    await expect(part).not.toHaveAttribute('aria-valuenow', '31');
    const painted = await part.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return pixels.some((value) => value > 0);
    });
    expect(painted).toBe(true);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.keyboard.press('0');
    await expect(part).toBeHidden();
  });

  await test.step('all words are there for the browser’s own search and in reading order', async () => {
    const blocks = page.locator('[data-paragraph]');
    const texts = await blocks.allTextContents();
    expect(texts.join(' ').split(/\s+/).length).toBeGreaterThan(episode.words);
    const places = await blocks.evaluateAll((all) => all.map((block) => Number(block.getAttribute('data-paragraph'))));
    expect(places).toEqual(places.map((_, index) => index));
  });

  await test.step('playing from the middle brings its words into view and lights one', async () => {
    const box = await whole.boundingBox();
    if (!box) throw new Error('the waveform is not there');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.getByRole('button', { name: 'Play the episode' }).click();
    await expect(page.locator('[data-now]')).toBeInViewport();
    await page.getByRole('button', { name: 'Pause the episode' }).click();
  });

  await test.step('words are chosen across paragraphs', async () => {
    const first = page.locator('[data-paragraph]:has([data-now])');
    const place = Number(await first.getAttribute('data-paragraph'));
    const [from, to] = [
      await page.locator(`[data-paragraph="${place}"] [data-word]`).first().boundingBox(),
      await page
        .locator(`[data-paragraph="${place + 1}"] [data-word]`)
        .nth(3)
        .boundingBox(),
    ];
    if (!from || !to) throw new Error('the words are not there');
    await page.mouse.move(from.x + 1, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 8 });
    await page.mouse.up();
    await expect(page.getByRole('region', { name: 'Chosen words' })).toContainText(/\d+ words/);
    await page.getByRole('button', { name: 'Choose nothing' }).click();
  });

  await test.step('a clip is previewed while it is pointed at or focused, one at a time', async () => {
    const previews = page.locator('video[data-preview]');
    await page.getByRole('button', { name: /^Play clip 1:/ }).hover();
    await expect(previews).toHaveCount(1);
    await expect(previews).toHaveJSProperty('muted', true);
    await page.getByRole('button', { name: 'Show the clips as a grid' }).click();
    await expect(previews).toHaveCount(0);
    await page.getByRole('button', { name: /^Play clip 2:/ }).hover();
    await expect(page.getByRole('group', { name: /^Clip 2:/ }).locator('video[data-preview]')).toBeVisible();
    // From the keyboard, while the mouse still rests on another.
    await page
      .getByRole('group', { name: /^Clip 3:/ })
      .getByRole('button')
      .nth(1)
      .focus();
    await page.keyboard.press('Shift+Tab');
    await expect(page.getByRole('group', { name: /^Clip 3:/ }).locator('video[data-preview]')).toBeVisible();
    await expect(previews).toHaveCount(1);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: /^Play clip 5:/ }).hover();
    await page.keyboard.press('Tab');
    await page.waitForTimeout(600);
    await expect(previews).toHaveCount(0);
  });

  await test.step('on a narrow page the transcript opens where the player is', async () => {
    const lit = page.locator('[data-paragraph]:has([data-now])');
    await page.setViewportSize({ width: 360, height: 740 });
    await expect(lit).toBeHidden();
    await page.getByRole('button', { name: 'Transcript', exact: true }).click();
    await expect(page.locator('[data-now]')).toBeInViewport();
  });

  expect(complaints).toEqual([]);
});
