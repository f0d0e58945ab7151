import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { projectRoot } from './supervisor/commands.ts';

// `node scripts/make-icons.ts`: draws public/icons and app/apple-icon.png anew (CHROMIUM_PATH). The motif: six bars, two of them lit.
const BARS = [7, 13, 19, 10, 15, 7] as const;
const LIT: readonly number[] = [2, 3];

/** @param share of the picture that the bars take; a maskable icon keeps them inside the circle of 80 %. */
function svg(size: number, share: number, corner: number): string {
  const unit = (size * share) / 28;
  const bars = BARS.map((height, place) => {
    const x = size / 2 + (place - 2.5) * 5 * unit;
    const half = (height * unit) / 2;
    const color = LIT.includes(place) ? '#c2410c' : '#1c1a18';
    return `<path d="M${x} ${size / 2 - half}v${half * 2}" stroke="${color}" stroke-width="${3 * unit}" stroke-linecap="round"/>`;
  });
  const ground = `<rect width="${size}" height="${size}" rx="${corner * size}" fill="#fbfaf7"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${ground}${bars.join('')}</svg>`;
}

await mkdir(join(projectRoot, 'public', 'icons'), { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || undefined,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  for (const [path, size, share, corner] of [
    ['public/icons/192.png', 192, 0.68, 0.22],
    ['public/icons/512.png', 512, 0.68, 0.22],
    ['public/icons/maskable-512.png', 512, 0.54, 0],
    // Rounded by the phone itself.
    ['app/apple-icon.png', 180, 0.62, 0],
  ] as const) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg(size, share, corner)}`);
    await page.screenshot({ path: join(projectRoot, path), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
