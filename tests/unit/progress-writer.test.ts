import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readEnv } from '#lib/server/env.ts';
import { createProgressWriter, type ProgressStore, type ProgressUpdate } from '#lib/server/progress/writer.ts';
import type { Progress } from '#lib/shared/progress.ts';

const EPISODE = 'a'.repeat(24);
const env = readEnv({ DATA_DIR: '/nowhere' });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function update(percent: number, state: Progress['state'] = 'running'): ProgressUpdate {
  return {
    jobId: 'job',
    stage: 'render',
    percent,
    etaMs: null,
    message: `${percent} %`,
    state,
    attempt: 1,
    error: null,
  };
}

function memory(before: Progress | null = null) {
  const written: Progress[] = [];
  const store: ProgressStore = {
    read: async () => written.at(-1) ?? before,
    replace: async (progress) => {
      written.push(progress);
    },
  };
  return { written, store, percents: () => written.map((progress) => progress.percent) };
}

function logged() {
  const lines: string[] = [];
  return { lines, logger: pino({}, { write: (line: string) => lines.push(line) }) };
}

test('the first update is written at once, later ones twice a second, the last one always', async () => {
  const { store, percents } = memory();
  const writer = createProgressWriter(env, logged().logger, EPISODE, store);
  for (let percent = 0; percent < 95; percent += 1) {
    writer.write(update(percent));
    await vi.advanceTimersByTimeAsync(20);
  }
  // 1.9 s of updates: one at once and one each half second.
  expect(percents()).toEqual([0, 24, 49, 74]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(percents()).toEqual([0, 24, 49, 74, 94]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(percents()).toHaveLength(5);
});

test('an end is written at once, and a flush too', async () => {
  const { store, percents } = memory();
  const writer = createProgressWriter(env, logged().logger, EPISODE, store);
  writer.write(update(1));
  await writer.flush();
  writer.write(update(2));
  await writer.flush();
  writer.write(update(100, 'done'));
  await vi.advanceTimersByTimeAsync(0);
  expect(percents()).toEqual([1, 2, 100]);
});

test('seq grows with every write, goes on from the file, and passes what others wrote', async () => {
  const old = { ...update(50), episodeId: EPISODE, seq: 41, updatedAt: 1 };
  const { store, written } = memory(old);
  const writer = createProgressWriter(env, logged().logger, EPISODE, store);
  writer.write(update(51));
  await writer.flush();
  written.push({ ...old, seq: 99 });
  writer.write(update(52));
  await writer.flush();
  expect(written.map((progress) => progress.seq)).toEqual([42, 99, 100]);
  expect(written[0]).toMatchObject({ episodeId: EPISODE, attempt: 1, updatedAt: Date.now() });
});

test('a write that fails is logged once, and never reaches the job', async () => {
  const { lines, logger } = logged();
  const { store, percents } = memory();
  let broken = true;
  const failing: ProgressStore = {
    read: async () => {
      if (broken) throw new Error('unreadable');
      return await store.read();
    },
    replace: async (progress) => {
      if (broken) throw new Error('disk full');
      await store.replace(progress);
    },
  };
  const writer = createProgressWriter(env, logger, EPISODE, failing);
  for (const percent of [1, 2, 3]) {
    writer.write(update(percent));
    await writer.flush();
  }
  expect(lines).toHaveLength(1);
  broken = false;
  writer.write(update(4));
  await writer.flush();
  expect(percents()).toEqual([4]);
});

test('a slow disk gets one write at a time', async () => {
  const { store, percents } = memory();
  let open = 0;
  let most = 0;
  const slow: ProgressStore = {
    read: store.read,
    replace: async (progress) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await store.replace(progress);
      open -= 1;
    },
  };
  const writer = createProgressWriter(env, logged().logger, EPISODE, slow);
  for (let percent = 0; percent < 10; percent += 1) {
    writer.write(update(percent));
    await vi.advanceTimersByTimeAsync(300);
  }
  writer.write(update(100, 'done'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(most).toBe(1);
  expect(percents().at(-1)).toBe(100);
});
