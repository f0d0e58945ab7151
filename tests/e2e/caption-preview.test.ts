import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type CaptionPage, startCaptionPage } from '#tests/helpers/caption-page.ts';
import { SAMPLE_MS, sampleScript } from '#tests/helpers/caption-samples.ts';
import { compareCaptions } from '#tests/helpers/compare-captions.ts';
import { mediaEnv } from '#tests/helpers/media.ts';

/** What the issue asks for: nobody sees a difference. */
const LIKE = 0.98;

let captionPage: CaptionPage;
test.beforeAll(async () => {
  captionPage = await startCaptionPage();
});
test.afterAll(() => captionPage?.close());

for (const [style, aspect] of [
  ['lit', '9:16'],
  ['pop', '1:1'],
  ['story', '16:9'],
] as const) {
  test(`the preview draws what the render burns in: ${style}, ${aspect}`, async ({ page }) => {
    const env = mediaEnv(join(tmpdir(), 'podpromo-preview'));
    const count = 3;
    const everyMs = Math.floor(SAMPLE_MS / count / 10) * 10 + 10;
    const likeness = await compareCaptions(env, captionPage, page, await sampleScript(style, aspect), {
      count,
      everyMs,
    });
    expect(likeness.drawn).toBeGreaterThanOrEqual(2);
    expect(likeness.picture).toBeGreaterThanOrEqual(LIKE);
    expect(likeness.box).toBeGreaterThanOrEqual(LIKE);
  });
}
