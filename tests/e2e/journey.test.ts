import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { DEMO_SCRIPT } from '#scripts/demo/script.ts';
import { makeEpisode } from '#scripts/speech/episode.ts';
import { makeMedia, mediaEnv } from '#tests/helpers/media.ts';
import { collectComplaints } from '#tests/helpers/pages.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

/** Slow enough that the server can be killed in the middle, fast enough not to wait for. */
const UPLOAD_BYTES_PER_S = 1_500_000;
/** About forty seconds of speech: a clip or two. */
const SENTENCES = 9;
const PROCESSING_MS = 900_000;
/** While the server is dead, every request fails, and the browser says so. */
const DEAD_SERVER =
  /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED|Failed to fetch/;

let studio: Studio;
let folder: string;
let file: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-journey-'));
  const spoken = join(folder, 'spoken.wav');
  file = join(folder, 'The first hour.wav');
  await makeEpisode({ sentences: DEMO_SCRIPT.slice(0, SENTENCES), outPath: spoken });
  await makeMedia(mediaEnv(folder), ['-i', spoken, '-ar', '48000', '-ac', '2', file]);
  studio = await startStudio({ worker: true });
});

test.afterAll(async () => {
  await studio?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a person drops an episode in, the server dies, the upload resumes, and the clips are watched, rated and saved', async ({
  page,
}) => {
  test.setTimeout(PROCESSING_MS + 120_000);
  const complaints = collectComplaints(page, DEAD_SERVER);
  const sizeBytes = (await stat(file)).size;

  await test.step('the upload begins and the server is killed in the middle', async () => {
    await page.goto(studio.url);
    await expect(page.getByRole('heading', { name: /Drop an episode/ })).toBeVisible();
    await slowUploads(page, UPLOAD_BYTES_PER_S);
    await page.getByLabel('Choose files').setInputFiles(file);
    const bar = page.getByRole('progressbar', { name: /The first hour/ });
    await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(15);
    await studio.killWeb('SIGKILL');
    await expect(page.getByText(/^The line dropped/)).toBeVisible();
  });

  await test.step('after a restart and a reload it waits for its file, and goes on where it was', async () => {
    await page.goto('about:blank');
    await studio.startWeb();
    await page.goto(studio.url);
    await expect(page.getByText('Waiting for its file')).toBeVisible();
    await expect(page.getByText(/MB are safe\. Choose the same file again/)).toBeVisible();
    const offsets: number[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
    });
    await page.getByLabel('Choose The first hour.wav again').setInputFiles(file);
    await expect(page.getByRole('link', { name: 'The first hour' })).toBeVisible({ timeout: 60_000 });
    expect(offsets[0]).toBeGreaterThan(0);
    expect(offsets[0]).toBeLessThan(sizeBytes);
  });

  await test.step('progress is shown in words until the clips are there', async () => {
    await page.getByRole('link', { name: 'The first hour' }).click();
    const steps = page.getByRole('region', { name: 'Progress' });
    await expect(steps.getByRole('listitem')).toHaveText([/Upload/, /Listen/, /Find/, /Render/, /Done/]);
    await expect(page.getByRole('button', { name: /^Play clip 1:/ })).toBeVisible({ timeout: PROCESSING_MS });
    await expect(steps.getByRole('button', { name: 'Hide' })).toBeVisible({ timeout: PROCESSING_MS });
    await steps.getByRole('button', { name: 'Hide' }).click();
    await expect(steps).toBeHidden();
    await expect(page).toHaveTitle(/^The first hour/);
  });

  await test.step('a word of the transcript takes the player there', async () => {
    const word = page
      .locator('[data-word]')
      .filter({ hasText: /^project/ })
      .first();
    await word.click();
    await expect(word).toHaveAttribute('data-now', '');
    await page.getByRole('button', { name: 'Pause the episode' }).click();
    expect(await page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(1);
  });

  await test.step('a clip plays', async () => {
    await page.getByRole('button', { name: /^Play clip 1:/ }).click();
    const video = page.getByRole('dialog').locator('video');
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.3);
    expect(await video.evaluate((element: HTMLVideoElement) => [element.videoWidth, element.videoHeight])).toEqual([
      1080, 1920,
    ]);
    await page.keyboard.press('Escape');
    await expect(video).toBeHidden();
  });

  await test.step('ratings are still there after a reload', async () => {
    const first = clip(page, 1);
    await first.getByRole('radio', { name: '4 stars' }).check({ force: true });
    await first.getByRole('button', { name: 'Not a good clip' }).click();
    await first.getByRole('button', { name: 'Say why' }).click();
    const popup = page.getByRole('dialog', { name: 'What is off with this clip?' });
    await popup.getByRole('button', { name: 'Ends too late' }).click();
    await popup.getByLabel('In your words, if you like').fill('The last sentence is one too many.');
    const saved = page.waitForResponse((response) => response.request().postData()?.includes('one too many') ?? false);
    await popup.getByRole('button', { name: 'Done' }).click();
    expect((await saved).status()).toBe(200);
    await page.reload();
    await expect(clip(page, 1).getByRole('radio', { name: '4 stars' })).toBeChecked();
    await expect(clip(page, 1).getByRole('button', { name: 'Not a good clip' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await clip(page, 1).getByRole('button', { name: 'Ends too late' }).click();
    await expect(page.getByLabel('In your words, if you like')).toHaveValue('The last sentence is one too many.');
    await page.keyboard.press('Escape');
  });

  await test.step('video and captions are saved, the video also in parts', async () => {
    for (const [name, ending] of [
      ['Video (MP4)', '.mp4'],
      ['Captions (SRT)', '.srt'],
      ['Captions (VTT)', '.vtt'],
    ] as const) {
      await clip(page, 1)
        .getByRole('button', { name: /^Download/ })
        .click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name }).click(),
      ]);
      expect(basename(download.suggestedFilename())).toMatch(new RegExp(`\\${ending}$`));
      expect((await stat(await download.path())).size).toBeGreaterThan(50);
      if (ending !== '.mp4') continue;
      const part = await page.request.get(download.url(), { headers: { range: 'bytes=100-199' } });
      expect(part.status()).toBe(206);
      expect(part.headers()['content-range']).toMatch(/^bytes 100-199\/\d+$/);
      expect((await part.body()).length).toBe(100);
    }
  });

  await test.step('the episode is deleted, but only after a second question', async () => {
    const address = page.url();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete the episode' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await expect(page.getByRole('heading', { name: 'The first hour' })).toBeVisible();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete the episode' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByRole('heading', { name: /Drop an episode/ })).toBeVisible();
    await page.goto(address);
    await expect(page.getByRole('heading', { name: 'This episode is not here' })).toBeVisible();
  });

  expect(complaints).toEqual([]);
});

function clip(page: Page, rank: number) {
  return page.getByRole('group', { name: new RegExp(`^Clip ${rank}:`) });
}

/** Lets the page send no faster than this. */
async function slowUploads(page: Page, bytesPerSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  });
}
