import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wavOfSize } from '#tests/helpers/media-heads.ts';
import { createRandom } from '#tests/helpers/random.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';
import { sha256 } from '#tests/helpers/tus.ts';
import { nodeUploadQueue, pickFile, untilDone } from '#tests/helpers/upload-client.ts';
import { startFaultyProxy, type Trouble } from './harness/faulty-proxy.ts';
import { figure } from './harness/figures.ts';

/** FAULT_LINES=3 for a short form. */
const rounds = Number(process.env.FAULT_LINES ?? 40);
const MB = 1_000_000;
const TROUBLES: readonly Trouble[] = ['reset', 'stall', 'half-close'];
const PLANS = 8;

let studio: Studio;
beforeAll(async () => {
  studio = await startStudio({ env: { MAX_QUEUE_SIZE: '1000' } });
});
afterAll(() => studio?.stop());

test(`${rounds} uploads over lines that are reset, stall or close half, at random places: all arrive whole`, async () => {
  const sums: Record<Trouble, number> = { reset: 0, stall: 0, 'half-close': 0 };
  for (let seed = 1; seed <= rounds; seed += 1) {
    const random = createRandom(seed);
    let planned = 0;
    const proxy = await startFaultyProxy({
      targetPort: Number(new URL(studio.url).port),
      stallMs: 1500,
      // Most requests are shorter than that: many plans come to nothing.
      next: () => {
        planned += 1;
        return planned > PLANS ? null : { trouble: random.pick(TROUBLES), afterBytes: random.whole(200, 2 * MB) };
      },
    });
    const path = join(studio.dataDir, `line-${seed}.wav`);
    const file = wavOfSize(6 * MB + seed * 4);
    await writeFile(path, file);
    try {
      const queue = nodeUploadQueue(`http://127.0.0.1:${proxy.port}`, { random: () => 0.01 });
      const [id = ''] = await queue.add([await pickFile(path)]);
      const { episodeId } = await untilDone(queue, id, 120_000);
      const stored = await readFile(join(studio.dataDir, 'uploads', episodeId ?? '', 'source.wav'));
      expect(sha256(stored), `seed ${seed}`).toBe(sha256(file));
      for (const trouble of TROUBLES) sums[trouble] += proxy.seen[trouble];
    } finally {
      await proxy.close();
      await rm(path, { force: true });
    }
  }
  expect(sums.reset + sums.stall + sums['half-close']).toBeGreaterThanOrEqual(rounds);
  figure(
    'network reset, stall, half-open at random offsets',
    `${rounds} uploads of 6 MB, ${sums.reset} resets, ${sums.stall} stalls, ${sums['half-close']} half-closes: 0 lost, 0 wrong sha256`,
  );
});
