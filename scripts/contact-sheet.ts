import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { rawInput } from '#lib/server/media/raw-input.ts';
import { stillInput } from '#lib/server/media/user-input.ts';
import { aspectSchema } from '#lib/shared/states.ts';
import { audiogramDesignSchema, captionStyleSchema } from '#lib/shared/styles/looks.ts';
import { drawCover } from './looks/pictures.ts';
import { designStill, styleStill } from './looks/stills.ts';
import { readConfiguration } from './read-configuration.ts';

/**
 * One picture of all caption styles and audiogram designs: `npm run contact-sheet`, into docs/looks.jpg, with the
 * small previews that the pages show in public/looks. `-- DIR` keeps the pictures one by one as well.
 */

const HEIGHT = 480;
const WIDTH = 2480;
const env = readConfiguration();
const { signal } = new AbortController();
const [given] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '..');
const dir = given ? resolve(given) : await mkdtemp(join(tmpdir(), 'podpromo-sheet-'));
await mkdir(dir, { recursive: true });
await mkdir(join(root, 'public', 'looks'), { recursive: true });

const rows: string[][] = [];
const cover = join(dir, 'cover.jpg');
await runFfmpeg({
  ...{ env, signal, timeoutMs: 60_000, stdin: Readable.from([drawCover(720)]) },
  args: [
    ...['-v', 'error', ...rawInput({ pixelFormat: 'rgb24', width: 720, height: 720, rate: '1', from: 'stdin' })],
    ...['-frames:v', '1', '-q:v', '2', '-pix_fmt', 'yuvj444p', '-f', 'image2', '-update', '1', `file:${cover}`],
  ],
});

const upright: string[] = [];
for (const style of captionStyleSchema.options) {
  const path = join(dir, `style-${style}.jpg`);
  await styleStill(env, style, '9:16', 2950, path);
  await shrink(
    path,
    join(root, 'public', 'looks', `style-${style}.jpg`),
    '-1:300',
    'crop=iw*0.76:iw*0.57:iw*0.12:ih*0.588-iw*0.285,',
  );
  upright.push(path);
}
rows.push(upright);
for (const aspect of ['1:1', '16:9'] as const) {
  const row: string[] = [];
  for (const style of ['pop', 'box', 'bold', 'band'] as const) {
    const path = join(dir, `style-${style}-${aspect.replace(':', 'x')}.jpg`);
    await styleStill(env, style, aspect, 3600, path);
    row.push(path);
  }
  rows.push(row);
}
for (const aspect of aspectSchema.options) {
  const row: string[] = [];
  for (const design of audiogramDesignSchema.options) {
    const style = design === 'words' ? 'pop' : 'lit';
    for (const coverPath of aspect === '16:9' ? [cover] : [cover, null]) {
      const path = join(dir, `design-${design}-${aspect.replace(':', 'x')}${coverPath ? '' : '-plain'}.jpg`);
      await designStill({ env, design, style, aspect, atMs: 3600, coverPath, outPath: path });
      if (aspect === '9:16' && coverPath) {
        await shrink(path, join(root, 'public', 'looks', `design-${design}.jpg`), '-1:400');
      }
      row.push(path);
    }
  }
  rows.push(row);
}
await assemble();
if (!given) await rm(dir, { recursive: true, force: true });

async function shrink(from: string, to: string, size: string, before = ''): Promise<void> {
  await runFfmpeg({
    ...{ env, signal, timeoutMs: 60_000 },
    args: [
      ...['-v', 'error', ...stillInput(from, 'jpeg_pipe'), '-vf', `${before}scale=${size}:flags=lanczos`],
      ...['-q:v', '4', '-f', 'image2', '-update', '1', `file:${to}`],
    ],
  });
}

/** Rows of pictures of one height, one below the other. */
async function assemble(): Promise<void> {
  const inputs = rows.flat().flatMap((path) => stillInput(path, 'jpeg_pipe'));
  const graph: string[] = [];
  let at = 0;
  for (const [row, paths] of rows.entries()) {
    const aspects = paths.map((path) => aspectOf(path)).reduce((sum, ratio) => sum + ratio, 0);
    const height = Math.floor(Math.min(HEIGHT, (WIDTH - paths.length * 16) / aspects) / 2) * 2;
    const names = paths.map(() => {
      const name = `i${at}`;
      graph.push(`[${at}:v]scale=-2:${height}:flags=lanczos,setsar=1,pad=iw+16:ih+16:8:8:0xFBFAF7[${name}]`);
      at += 1;
      return `[${name}]`;
    });
    graph.push(
      `${names.join('')}hstack=inputs=${names.length}[h${row}];[h${row}]pad=${WIDTH}:ih:0:0:0xFBFAF7[r${row}]`,
    );
  }
  graph.push(`${rows.map((_, row) => `[r${row}]`).join('')}vstack=inputs=${rows.length}[sheet]`);
  await runFfmpeg({
    ...{ env, signal, timeoutMs: 120_000 },
    args: [
      ...['-v', 'error', ...inputs, '-filter_complex', graph.join(';'), '-map', '[sheet]', '-frames:v', '1'],
      ...['-q:v', '4', '-f', 'image2', '-update', '1', `file:${join(root, 'docs', 'looks.jpg')}`],
    ],
  });
}

/** Width by height, from the file's name; 9:16 where it says nothing. */
function aspectOf(path: string): number {
  const [, width = '9', height = '16'] = /-(\d+)x(\d+)(-plain)?\.jpg$/.exec(path) ?? [];
  return Number(width) / Number(height);
}
