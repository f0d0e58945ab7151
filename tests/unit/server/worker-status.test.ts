import { expect, test } from 'vitest';
import type { WorkerRow } from '#db/rows.ts';
import { describeWorkers } from '#lib/server/services/queue/worker-status.ts';

const NOW = Date.UTC(2026, 3, 1);
const speech = (message: string): WorkerRow['speech'] => ({ state: 'ready', message, percent: null, wordTimes: null });
const worker = (lastSeenAt: number, message: string): WorkerRow => ({
  ...{ id: message, pid: 1, startedAt: 0, lastSeenAt, speech: speech(message), metrics: null },
});

test('a worker that died while the clock was ahead is not taken for alive, nor for the living one', () => {
  const dead = worker(NOW + 40 * 24 * 3_600_000, 'dead');
  expect(describeWorkers([dead], NOW).worker.alive).toBe(false);
  const { worker: told, speech } = describeWorkers([dead, worker(NOW - 3000, 'living')], NOW);
  expect(told).toEqual({ alive: true, lastSeenAt: NOW - 3000 });
  expect(speech.message).toBe('living');
});
