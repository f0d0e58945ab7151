import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '#lib/server/env.ts';
import { burnedCaptions } from './burned-captions.ts';
import { type BrowserPage, type CaptionPage, type DrawnScript, groundPixels } from './caption-page.ts';
import { changedBox, lumaOf, ssim } from './ssim.ts';

export interface Likeness {
  /** SSIM over the whole picture, and over the box that anything is drawn in; the lowest of all moments. */
  readonly picture: number;
  readonly box: number;
  /** Moments at which anything is drawn. */
  readonly drawn: number;
}

/** The preview's pictures of a script beside those that are burned in by ffmpeg. */
export async function compareCaptions(
  env: Env,
  captionPage: CaptionPage,
  page: BrowserPage,
  script: DrawnScript,
  { count, everyMs }: { count: number; everyMs: number },
): Promise<Likeness> {
  const { width, height } = script;
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-burned-'));
  try {
    const moments = Array.from({ length: count }, (_, at) => at * everyMs);
    const burned = await burnedCaptions(env, dir, script, count, everyMs);
    const previewed = await captionPage.draw(page, script, moments);
    const ground = lumaOf(groundPixels(width, height), width, height, 3);
    let likeness: Likeness = { picture: 1, box: 1, drawn: 0 };
    for (const [at, one] of burned.entries()) {
      const other = previewed[at];
      if (!other) throw new Error('the page has drawn too few pictures');
      const box = changedBox(ground, [one, other]);
      if (!box) continue;
      likeness = {
        picture: Math.min(likeness.picture, ssim(one, other)),
        box: Math.min(likeness.box, ssim(one, other, box)),
        drawn: likeness.drawn + 1,
      };
    }
    if (burned.length !== count) throw new Error(`ffmpeg has drawn ${burned.length} pictures of ${count}`);
    return likeness;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
