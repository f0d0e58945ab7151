import { loadDetector } from './detector.ts';
import { createLooker } from './look.ts';

/**
 * The process that looks for faces: `node child.ts WIDTH HEIGHT`, rgb24 pictures
 * on standard input, a line of JSON for each on standard output. A process of its
 * own, so that a network that hangs or breaks costs nothing but its own answer.
 */
const [width = 0, height = 0] = process.argv.slice(2).map(Number);
const size = width * height * 3;
if (!(size > 0)) throw new Error('needs the width and the height of the pictures');
const look = createLooker(await loadDetector());

let pending = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
  while (pending.length >= size) {
    const seen = await look({ width, height, pixels: pending.subarray(0, size) });
    pending = pending.subarray(size);
    process.stdout.write(`${JSON.stringify(seen)}\n`);
  }
}
