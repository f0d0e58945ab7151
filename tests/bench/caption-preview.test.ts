import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aspectSchema } from '#lib/shared/states.ts';
import { captionStyleSchema } from '#lib/shared/styles/looks.ts';
import { type CaptionPage, startCaptionPage } from '#tests/helpers/caption-page.ts';
import { SAMPLE_MS, sampleScript } from '#tests/helpers/caption-samples.ts';
import { compareCaptions } from '#tests/helpers/compare-captions.ts';
import { mediaEnv } from '#tests/helpers/media.ts';

const LIKE = 0.98;
const MOMENTS = 8;

let browser: Browser;
let captionPage: CaptionPage;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || undefined,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  captionPage = await startCaptionPage();
});
afterAll(async () => {
  await browser?.close();
  await captionPage?.close();
});

describe.each(aspectSchema.options)('captions of the preview beside the render’s, %s', (aspect) => {
  it.each(captionStyleSchema.options)('%s', async (style) => {
    const page = await browser.newPage();
    const env = mediaEnv(join(tmpdir(), 'podpromo-preview'));
    const everyMs = Math.floor(SAMPLE_MS / MOMENTS / 10) * 10 + 10;
    const script = await sampleScript(style, aspect);
    const likeness = await compareCaptions(env, captionPage, page, script, { count: MOMENTS, everyMs });
    await page.close();
    const figures = `picture ${likeness.picture.toFixed(4)}, box ${likeness.box.toFixed(4)}, ${likeness.drawn} moments`;
    process.stdout.write(`${aspect} ${style}: ${figures}\n`);
    expect(likeness.drawn).toBeGreaterThan(MOMENTS / 2);
    expect(likeness.picture).toBeGreaterThanOrEqual(LIKE);
    expect(likeness.box).toBeGreaterThanOrEqual(LIKE);
  });
});
