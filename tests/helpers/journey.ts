import type { Download, Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { type ClipView, clipViewSchema } from '#lib/shared/api/clips.ts';

const clipsSchema = z.object({ clips: z.array(clipViewSchema) });
const jobsSchema = z.object({ jobs: z.array(z.object({ kind: z.string(), status: z.string() })) });
const wordsSchema = z.object({
  words: z.array(z.object({ startMs: z.number(), endMs: z.number(), text: z.string() })),
});

/** What a server knows of the episode whose page this is. */
export function knownOf(episodeUrl: string) {
  const { origin, pathname } = new URL(episodeUrl);
  const read = async (path: string): Promise<unknown> => (await fetch(`${origin}/api${path}`)).json();
  return {
    clip: async (id: string): Promise<ClipView> => clipViewSchema.parse(await read(`/clips/${id}`)),
    clips: async (): Promise<ClipView[]> => clipsSchema.parse(await read(`${pathname}/clips`)).clips,
    /** How its searches for clips ended, or are. */
    searches: async () =>
      jobsSchema
        .parse(await read(`${pathname}/jobs`))
        .jobs.filter(({ kind }) => kind === 'suggest')
        .map(({ status }) => status),
    words: async () => wordsSchema.parse(await read(`${pathname}/transcript`)).words,
  };
}

export function cardOf(page: Page, rank: number): Locator {
  return page.getByRole('group', { name: new RegExp(`^Clip ${rank}:`) });
}

/** Saves a file of the first clip. */
export async function saveFile(page: Page, name: string): Promise<Download> {
  await cardOf(page, 1)
    .getByRole('button', { name: /^Download/ })
    .click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()]);
  return download;
}

/** Chooses words with the mouse. */
export async function dragOver(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.scrollIntoViewIfNeeded();
  const [begin, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!begin || !end) throw new Error('the words are not there');
  await page.mouse.move(begin.x + 1, begin.y + begin.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width - 1, end.y + end.height / 2, { steps: 8 });
  await page.mouse.up();
}

/** Lets the page send no faster than this. */
export async function slowUploads(page: Page, bytesPerSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  });
}
