import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { sqliteSource } from '#tests/helpers/databases.ts';
import { makeMedia, speechLikeSound } from '#tests/helpers/media.ts';
import { createStubFleet, effects, liveJobs, queueStubs } from '#tests/helpers/stub-fleet.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { figure } from './harness/figures.ts';
import { grindAll, startMediaMill } from './harness/media-mill.ts';
import { type Held, heldBy, slopeOf } from './harness/slope.ts';

/** A day's work in a row, after the warm-up. SOAK_JOBS=300 SOAK_UPLOADS=20 for a short form. */
const jobs = Number(process.env.SOAK_JOBS ?? 2000);
const uploads = Number(process.env.SOAK_UPLOADS ?? 200);
/**
 * Until then a process still loads and compiles code and grows its heap. That goes by how much was done, not by how
 * long the run is: with a share of it, a short run took the warm-up for a slope.
 */
const WARM_JOBS = Math.min(800, jobs);
const WARM_UPLOADS = Math.min(150, uploads);
const MOST_MB_PER_100 = 1;
const MOST_MORE_DESCRIPTORS = 4;
/** Over fewer jobs than this, one step of the heap is taken for a slope. */
const ENOUGH_JOBS = 100;
const JOBS_PER_UPLOAD = 2;

/** A small young generation: V8 lets it grow to 100 MB and touches its pages bit by bit, which looks like a leak. */
const COLLECTING = [
  '--max-semi-space-size=2',
  ...['--import', join(import.meta.dirname, 'harness', 'collect-garbage.ts')],
];

interface Sample extends Held {
  readonly done: number;
}

/** Looks at a process each time that some more is done. */
function createSamples(pid: number, every: number, warmJobs: number) {
  const samples: Sample[] = [];
  return {
    async at(done: number): Promise<void> {
      if (done - (samples.at(-1)?.done ?? -every) >= every) samples.push({ done, ...(await heldBy(pid)) });
    },
    judge(what: string): void {
      const warm = samples.filter(({ done }) => done >= warmJobs);
      const perHundred = 100 * slopeOf(warm.map(({ done, rssMb }) => ({ x: done, y: rssMb })));
      const descriptors = warm.map((sample) => sample.descriptors);
      const more = (warm.at(-1)?.descriptors ?? 0) - (warm[0]?.descriptors ?? 0);
      const span = (warm.at(-1)?.done ?? 0) - (warm[0]?.done ?? 0);
      const rss = warm.map(({ rssMb }) => Math.round(rssMb));
      figure(
        `soak: ${what}`,
        `RSS ${Math.min(...rss)}-${Math.max(...rss)} MB, ${perHundred.toFixed(2)} MB per 100 jobs${span < ENOUGH_JOBS ? ' (too short to judge)' : ''}, descriptors ${Math.min(...descriptors)}-${Math.max(...descriptors)}`,
      );
      if (span >= ENOUGH_JOBS) expect(perHundred, JSON.stringify(samples)).toBeLessThanOrEqual(MOST_MB_PER_100);
      expect(more).toBeLessThanOrEqual(MOST_MORE_DESCRIPTORS);
    },
  };
}

test(`${jobs} small jobs in one life of a worker: its memory and its descriptors stay`, async () => {
  const source = await sqliteSource();
  const env = await source.create();
  const db = await openDatabase(env);
  const fleet = await createStubFleet(env, { timing: {}, concurrency: 4, nodeArgs: COLLECTING });
  try {
    const all = WARM_JOBS + jobs;
    await queueStubs(db, all, 20);
    const worker = fleet.start();
    const samples = createSamples(worker.pid, Math.max(10, Math.floor(jobs / 60)), WARM_JOBS);
    const done = async () => {
      const left = await liveJobs(db);
      await samples.at(all - left);
      return left === 0;
    };
    await waitFor(done, { timeoutMs: 1_800_000, everyMs: 100, what: 'the end of all jobs' });
    expect(await effects(db)).toHaveLength(all);
    expect(worker.exited()).toBe(false);
    samples.judge(`${jobs} small jobs, the worker`);
  } finally {
    await fleet.stop();
    await db.close();
    await source.dispose();
  }
});

test(`${uploads} uploads, looked at and decoded: the worker's memory and its descriptors stay`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'podpromo-soak-'));
  const mill = await startMediaMill({}, undefined, COLLECTING);
  try {
    await makeMedia(mill.env, [...speechLikeSound(5), join(folder, 'episode.mp3')]);
    const bytes = await readFile(join(folder, 'episode.mp3'));
    const every = Math.max(2, Math.floor(uploads / 60));
    const all = WARM_UPLOADS + uploads;
    const worker = createSamples(mill.worker.pid, every * JOBS_PER_UPLOAD, WARM_UPLOADS * JOBS_PER_UPLOAD);
    const ends = [];
    for (let done = 0; done < all; done += every) {
      await worker.at(done * JOBS_PER_UPLOAD);
      const count = Math.min(every, all - done);
      ends.push(...(await grindAll(mill, count, () => ({ name: 'episode.mp3', what: 'an episode', bytes }))));
    }
    expect(new Set(ends.map(({ code }) => code))).toEqual(new Set(['ready']));
    expect(await mill.leftovers()).toEqual([]);
    worker.judge(`${uploads} uploads of ${Math.round(bytes.length / 1000)} kB, the worker`);
  } finally {
    await mill.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
