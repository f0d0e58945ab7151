import { once } from 'node:events';
import { execa } from 'execa';
import type { Env } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';

/** A drawn head: enough of a face for a detector, with a mouth that can be told to move. Pixels. */
export interface Head {
  readonly x: number;
  readonly y: number;
  /** Width of the face. */
  readonly size: number;
  /** 0 closed, 1 wide open. */
  readonly mouth: number;
}

export interface Scene {
  readonly heads: readonly Head[];
  /** Shade of the wall, 0-255. */
  readonly wall: number;
}

const WIDTH = 320;
const HEIGHT = 180;
const RATE = 25;
export const CARTOON = { width: WIDTH, height: HEIGHT, rate: RATE } as const;

/**
 * Writes a film of drawn people, its truth known because it was drawn.
 *
 * @param scene what is to be seen at a time in seconds
 * @param sound `aevalsrc` expressions of the channels, one or two joined by `|`
 */
export async function drawFilm(options: {
  env: Env;
  path: string;
  seconds: number;
  scene: (seconds: number) => Scene;
  sound: string;
}): Promise<void> {
  const { env, path, seconds, scene, sound } = options;
  const { ffmpeg } = await resolveFfmpeg(env);
  const child = execa(
    ffmpeg,
    [
      ...['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${WIDTH}x${HEIGHT}`, '-r', String(RATE)],
      ...['-i', 'pipe:0', '-f', 'lavfi', '-i', `aevalsrc=${sound}:s=44100:d=${seconds}`],
      ...[
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-crf',
        '20',
        '-pix_fmt',
        'yuv420p',
        '-c:a',
        'aac',
        '-t',
        String(seconds),
      ],
      path,
    ],
    { stdin: 'pipe' },
  );
  for (let frame = 0; frame < seconds * RATE; frame += 1) {
    if (!child.stdin.write(drawScene(scene(frame / RATE)))) await once(child.stdin, 'drain');
  }
  child.stdin.end();
  await child;
}

function drawScene({ heads, wall }: Scene): Buffer {
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) {
      // A wall with a soft pattern, so that nothing is of one colour.
      const shade = wall + 14 * Math.sin(x / 37) + 10 * Math.cos(y / 29);
      pixels.writeUInt8(clamp(shade), (y * WIDTH + x) * 3);
      pixels.writeUInt8(clamp(shade * 0.95), (y * WIDTH + x) * 3 + 1);
      pixels.writeUInt8(clamp(shade * 0.85), (y * WIDTH + x) * 3 + 2);
    }
  for (const head of heads) drawHead(pixels, head);
  return pixels;
}

type Colour = readonly [number, number, number];
const SKIN: Colour = [222, 172, 140];
const SHADE: Colour = [170, 118, 92];
const HAIR: Colour = [48, 34, 26];
const WHITE: Colour = [244, 240, 236];
const DARK: Colour = [36, 24, 22];
const LIPS: Colour = [168, 72, 66];
const SHIRT: Colour = [52, 74, 110];

function drawHead(pixels: Buffer, { x, y, size, mouth }: Head): void {
  const blob = (dx: number, dy: number, rx: number, ry: number, colour: Colour, light = 0) =>
    drawEllipse(pixels, x + dx * size, y + dy * size, rx * size, ry * size, colour, light);
  blob(0, 1.75, 1.05, 0.85, SHIRT);
  blob(0, 0.75, 0.24, 0.4, SHADE);
  blob(0, -0.28, 0.6, 0.62, HAIR);
  blob(0, 0.05, 0.5, 0.68, SKIN, 0.28);
  blob(0, -0.55, 0.46, 0.2, HAIR);
  for (const side of [-1, 1]) {
    blob(side * 0.5, 0.05, 0.07, 0.14, SHADE);
    blob(side * 0.2, -0.06, 0.12, 0.07, SHADE);
    blob(side * 0.2, -0.05, 0.1, 0.05, WHITE);
    blob(side * 0.2, -0.05, 0.05, 0.05, DARK);
    blob(side * 0.2, -0.18, 0.13, 0.028, HAIR);
    blob(side * 0.055, 0.2, 0.03, 0.022, DARK);
  }
  blob(0, 0.1, 0.05, 0.13, SKIN, 0.5);
  blob(0, 0.18, 0.09, 0.05, SHADE);
  blob(0, 0.17, 0.07, 0.04, SKIN);
  blob(0, 0.4, 0.19, 0.05 + 0.08 * mouth, LIPS);
  blob(0, 0.4, 0.15, 0.012 + 0.075 * mouth, DARK);
}

/** @param light how much lighter the upper left is than the lower right */
function drawEllipse(
  pixels: Buffer,
  x: number,
  y: number,
  rx: number,
  ry: number,
  colour: Colour,
  light: number,
): void {
  for (let row = Math.max(0, Math.floor(y - ry)); row < Math.min(HEIGHT, y + ry); row += 1)
    for (let column = Math.max(0, Math.floor(x - rx)); column < Math.min(WIDTH, x + rx); column += 1) {
      const [dx, dy] = [(column + 0.5 - x) / rx, (row + 0.5 - y) / ry];
      const far = dx * dx + dy * dy;
      if (far > 1) continue;
      const shade = 1 - light * (0.35 * (dx + dy) + 0.4 * far);
      // Soft at the rim.
      const cover = Math.min(1, (1 - far) * Math.min(rx, ry) * 0.5);
      for (let channel = 0; channel < 3; channel += 1) {
        const at = (row * WIDTH + column) * 3 + channel;
        pixels[at] = clamp((pixels[at] ?? 0) * (1 - cover) + (colour[channel] ?? 0) * shade * cover);
      }
    }
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
