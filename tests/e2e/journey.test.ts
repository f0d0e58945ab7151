import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { probeMedia } from '#lib/server/media/probe.ts';
import { heardMs } from '#lib/shared/clip-edit.ts';
import { cardOf, dragOver, knownOf, saveFile, slowUploads } from '#tests/helpers/journey.ts';
import { mediaEnv } from '#tests/helpers/media.ts';
import { collectComplaints } from '#tests/helpers/pages.ts';
import { makeRealEpisode } from '#tests/helpers/real-episode.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

/** What a person does, from a file to a rated and downloaded clip: one real recording, really heard and rendered once. */

/** Slow enough that the server can be killed in the middle, fast enough not to wait for. */
const UPLOAD_BYTES_PER_S = 3_000_000;
/** So many clips are rendered by themselves: each takes both cores for a while. */
const CLIPS = 2;
const PROCESSING_MS = 900_000;
/** While the server is dead, every request fails, and the browser says so. */
const DEAD_SERVER =
  /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED|Failed to fetch/;

test.describe.configure({ mode: 'serial' });

let studio: Studio;
let folder: string;
let file: string;
let address: string;
let known: ReturnType<typeof knownOf>;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-journey-'));
  file = await makeRealEpisode(folder, 'The first hour.wav');
  studio = await startStudio({ worker: true });
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ clipCount: CLIPS });
  expect((await fetch(`${studio.url}/api/settings`, { method: 'PATCH', headers: json, body })).status).toBe(200);
});

test.afterAll(async () => {
  await studio?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('home: a person drops an episode in, the server dies, the upload goes on, and the clips come', async ({
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
    address = page.url();
    known = knownOf(address);
  });

  await test.step('it is found by what is said in it', async () => {
    const words = await known.words();
    const said = words.map(({ text }) => text.replace(/[^\p{L}]/gu, '')).find(({ length }) => length > 7) ?? '';
    await page.goto(`${studio.url}/?q=${encodeURIComponent(said)}`);
    const card = page.getByRole('region', { name: 'Episodes' }).getByRole('article');
    await expect(card).toHaveCount(1);
    await expect(card).toContainText(new RegExp(said, 'i'));
    await expect(card).toContainText(/\d clips?/);
  });
  expect(complaints).toEqual([]);
});

test('episode: the transcript follows the player, chosen words become a clip, clips are watched and saved', async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  await page.goto(address);
  const before = (await known.clips()).length;
  await test.step('a word of the transcript takes the player there, and is lit while it is spoken', async () => {
    const place = Math.floor((await known.words()).length / 2);
    const word = page.locator(`[data-word="${place}"]`);
    await word.click();
    await expect(word).toHaveAttribute('data-now', '');
    await page.getByRole('button', { name: 'Pause the episode' }).click();
    expect(await page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(1);
  });

  await test.step('words are chosen, and a clip is made of them', async () => {
    const words = await known.words();
    const last = words.findIndex(({ endMs }) => endMs - (words[0]?.startMs ?? 0) > 12_500);
    await page.locator('[data-word="0"]').click();
    await page.getByRole('button', { name: 'Pause the episode' }).click();
    await dragOver(page, page.locator('[data-word="0"]'), page.locator(`[data-word="${last}"]`));
    const chosen = page.getByRole('region', { name: 'Chosen words' });
    await expect(chosen).toContainText(`${last + 1} words`);
    await chosen.getByRole('button', { name: 'Make a clip' }).click();
    await expect.poll(async () => (await known.clips()).length).toBe(before + 1);
    await expect(page.getByText('Set by hand').first()).toBeVisible();
  });

  await test.step('a clip plays', async () => {
    await page.getByRole('button', { name: /^Play clip 1:/ }).click();
    const video = page.getByRole('dialog').locator('video');
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.3);
    const size = await video.evaluate((element: HTMLVideoElement) => [element.videoWidth, element.videoHeight]);
    expect(size).toEqual([1080, 1920]);
    await page.keyboard.press('Escape');
    await expect(video).toBeHidden();
  });

  await test.step('video and captions are saved, the video also in parts', async () => {
    for (const [name, ending] of [
      ['Video (MP4)', '.mp4'],
      ['Captions (SRT)', '.srt'],
      ['Captions (VTT)', '.vtt'],
    ] as const) {
      const download = await saveFile(page, name);
      expect(basename(download.suggestedFilename())).toMatch(new RegExp(`\\${ending}$`));
      expect((await stat(await download.path())).size).toBeGreaterThan(50);
    }
  });
  expect(complaints).toEqual([]);
});

test('clip editor: what was heard is trimmed, shortened, renamed and given another look, and the video is that', async ({
  page,
}) => {
  test.setTimeout(PROCESSING_MS);
  const complaints = collectComplaints(page);
  await page.goto(address);
  await page.getByRole('link', { name: 'Edit clip 1' }).click();
  const start = page.getByRole('slider', { name: 'Start of the clip' });
  await expect(start).toBeVisible();
  const id = page.url().split('/').at(-1) ?? '';
  const before = await known.clip(id);

  await start.press('ArrowRight');
  await expect.poll(async () => (await known.clip(id)).startMs).toBeGreaterThan(before.startMs);
  const inside = page.locator('button[data-word]:not([aria-label])');
  await inside.nth(5).click();
  await inside.nth(6).click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Leave out' }).click();
  await expect.poll(async () => (await known.clip(id)).removed.length).toBe(1);

  await test.step('a title that is being written is not lost with the page', async () => {
    const title = page.getByRole('textbox', { name: 'Title', exact: true });
    await title.fill('What became of the first hour');
    await page.reload();
    await expect(title).toHaveValue('What became of the first hour');
    expect((await known.clip(id)).title).toBe('What became of the first hour');
  });

  await page.getByRole('tab', { name: 'Captions' }).click();
  await page.locator('label').filter({ hasText: /^Pop/ }).click();
  const head = page.locator('main > header');
  await head.getByRole('button', { name: 'Render', exact: true }).click();
  await expect(head.getByText('As rendered')).toBeVisible({ timeout: PROCESSING_MS });

  const edited = await known.clip(id);
  expect(edited.renders[0]?.look?.style).toBe('pop');
  await page.goto(address);
  const video = await (await saveFile(page, 'Video (MP4)')).path();
  const { durationMs } = await probeMedia(mediaEnv(folder), video, AbortSignal.timeout(60_000));
  expect(Math.abs(durationMs - heardMs(edited))).toBeLessThan(200);
  expect(complaints).toEqual([]);
});

test('keyboard: an episode is heard, judged, edited and left without the mouse', async ({ page }) => {
  const complaints = collectComplaints(page);
  await page.goto(address);
  await expect(page.getByRole('button', { name: /^Play clip 1:/ })).toBeVisible();
  const [first] = await known.clips();
  const id = first?.id ?? '';
  const time = () => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime);

  await page.keyboard.press('Space');
  await expect.poll(time).toBeGreaterThan(0.5);
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: 'Play the episode' })).toBeVisible();
  for (const key of ['l', 'k', 'j', 'n', '3']) await page.keyboard.press(key);
  await expect.poll(async () => (await known.clip(id)).feedback.stars).toBe(3);
  await page.keyboard.press('p');
  await expect.poll(async () => (await known.clip(id)).kept).toBe(true);
  await page.keyboard.press('u');
  await expect.poll(async () => (await known.clip(id)).feedback.thumb).toBe(null);

  await page.keyboard.press('e');
  await expect(page.getByRole('slider', { name: 'Start of the clip' })).toBeVisible();
  const { startMs, revision } = await known.clip(id);
  for (const key of ['ArrowRight', 'ArrowRight', 'i']) await page.keyboard.press(key);
  await expect.poll(async () => (await known.clip(id)).startMs).toBeGreaterThan(startMs);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await known.clip(id)).startMs).toBe(startMs);
  expect((await known.clip(id)).revision).toBeGreaterThan(revision);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Command palette' })).toBeFocused();
  await page.keyboard.type('settings');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/settings$/);
  expect(complaints).toEqual([]);
});

test('rating: stars and reasons stay, more like a clip is found, and what that changed is shown', async ({ page }) => {
  test.setTimeout(PROCESSING_MS);
  const complaints = collectComplaints(page);
  await page.goto(address);
  const before = await known.clips();

  await test.step('ratings are still there after a reload', async () => {
    const first = cardOf(page, 1);
    await first.getByRole('radio', { name: '4 stars' }).check({ force: true });
    const second = cardOf(page, 2);
    await second.getByRole('button', { name: 'Not a good clip' }).click();
    await second.getByRole('button', { name: 'Say why' }).click();
    const popup = page.getByRole('dialog', { name: 'What is off with this clip?' });
    await popup.getByRole('button', { name: 'Ends too late' }).click();
    await popup.getByLabel('In your words, if you like').fill('The last sentence is one too many.');
    const saved = page.waitForResponse((response) => response.request().postData()?.includes('one too many') ?? false);
    await popup.getByRole('button', { name: 'Done' }).click();
    expect((await saved).status()).toBe(200);
    await page.reload();
    await expect(first.getByRole('radio', { name: '4 stars' })).toBeChecked();
    await second.getByRole('button', { name: 'Ends too late' }).click();
    await expect(page.getByLabel('In your words, if you like')).toHaveValue('The last sentence is one too many.');
    await page.keyboard.press('Escape');
  });

  await test.step('more like it is looked for; what was judged stays', async () => {
    await page.getByRole('button', { name: 'More for clip 1' }).click();
    await page.getByRole('menuitem', { name: 'Find more like this' }).click();
    await expect(page.getByText('Looking for more like it. It stays.')).toBeVisible();
    await expect.poll(known.searches, { timeout: 120_000 }).toEqual(['succeeded', 'succeeded']);
    const now = await known.clips();
    for (const { id, kept, feedback } of before) {
      if (kept || feedback.stars || feedback.thumb) expect(now.map((each) => each.id)).toContain(id);
    }
    // Others, or why there are none in so short an episode.
    const other = now.find(({ id }) => before.every((each) => each.id !== id));
    await expect(other ? cardOf(page, other.rank) : page.getByText(/stand on their own/).first()).toBeVisible();
  });

  await test.step('what the opinions changed is shown', async () => {
    await page.goto(`${studio.url}/settings`);
    await expect(page.getByText(/^\d clips? with an opinion/)).toBeVisible();
    await expect(page.getByRole('table', { name: 'Your clips, ranked' })).toBeVisible();
  });

  await test.step('the episode is deleted, but only after a second question', async () => {
    await page.goto(address);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete the episode' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await expect(page.getByRole('heading', { name: 'The first hour', exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete the episode' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByRole('heading', { name: /Drop an episode/ })).toBeVisible();
    await page.goto(address);
    await expect(page.getByRole('heading', { name: 'This episode is not here' })).toBeVisible();
  });
  expect(complaints).toEqual([]);
});
