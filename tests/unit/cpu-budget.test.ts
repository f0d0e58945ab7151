import { expect, test } from 'vitest';
import { CpuBudget, type CpuShare } from '#workers/cpu-budget.ts';

/** What a wish has come to after everything that could happen at once has happened. */
async function settled(wish: Promise<CpuShare>): Promise<CpuShare | 'waiting'> {
  await new Promise((resolve) => setImmediate(resolve));
  return Promise.race([wish, Promise.resolve('waiting' as const)]);
}

async function granted(wish: Promise<CpuShare>): Promise<CpuShare> {
  const share = await settled(wish);
  if (share === 'waiting') throw new Error('not granted');
  return share;
}

test('the threads lent out never exceed the cores', async () => {
  const budget = new CpuBudget(4);
  const one = await granted(budget.take(3));
  const two = budget.take(2);
  expect(await settled(two)).toBe('waiting');
  one.release();
  expect((await granted(two)).threads).toBe(2);
  expect(budget.free).toBe(2);
});

test('a wish for more than there is gets all of it, and at least one', async () => {
  const budget = new CpuBudget(2);
  const all = await granted(budget.take(16));
  expect(all.threads).toBe(2);
  all.release();
  expect((await granted(budget.take(0))).threads).toBe(1);
});

test('a large wish is not passed by small ones', async () => {
  const budget = new CpuBudget(2);
  const first = await granted(budget.take(1));
  const large = budget.take(2);
  const small = budget.take(1);
  expect(await settled(small)).toBe('waiting');
  first.release();
  const all = await granted(large);
  expect(await settled(small)).toBe('waiting');
  all.release();
  expect((await granted(small)).threads).toBe(1);
});

test('giving back twice counts once', async () => {
  const budget = new CpuBudget(2);
  const share = await granted(budget.take(1));
  share.release();
  share.release();
  expect(budget.free).toBe(2);
});

test('who gives up waiting makes room for whom it stood in front of', async () => {
  const budget = new CpuBudget(2);
  await granted(budget.take(1));
  const controller = new AbortController();
  const large = budget.take(2, controller.signal);
  const small = budget.take(1);
  const reason = new Error('canceled');
  controller.abort(reason);
  await expect(large).rejects.toBe(reason);
  expect((await granted(small)).threads).toBe(1);
  await expect(budget.take(1, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(budget.free).toBe(0);
});

test('a budget without threads is refused', () => {
  expect(() => new CpuBudget(0)).toThrow(RangeError);
  expect(() => new CpuBudget(1.5)).toThrow(RangeError);
});
