import { expect, test } from 'vitest';
import { CpuBudget } from '#workers/cpu-budget.ts';
import { inStage, StageClock, withClock } from '#workers/stages.ts';

/** A clock that the test turns on by itself. */
function clockAt() {
  let now = 0;
  const clock = new StageClock(() => now);
  return { clock, pass: (ms: number) => (now += ms), times: () => Object.fromEntries(clock.read()) };
}

test('each moment of a job counts to the stage that was entered last', async () => {
  const { clock, pass, times } = clockAt();
  await withClock(clock, async () => {
    pass(1);
    await inStage('encode', async () => {
      pass(10);
      await inStage('wait', async () => pass(100));
      pass(20);
    });
    pass(2);
  });
  expect(times()).toEqual({ other: 3, encode: 30, wait: 100 });
});

test('a part that fails is counted, and what comes after it is not counted to it', async () => {
  const { clock, pass, times } = clockAt();
  const failing = withClock(clock, () =>
    inStage('sound', async () => {
      pass(5);
      throw new Error('no sound');
    }),
  );
  await expect(failing).rejects.toThrow('no sound');
  pass(7);
  expect(times()).toEqual({ other: 7, sound: 5 });
});

test('jobs side by side have clocks of their own; waiting for cores is a stage', async () => {
  const cpu = new CpuBudget(1);
  const [first, second] = [clockAt(), clockAt()];
  const share = await withClock(first.clock, () => cpu.take(1));
  const waiting = withClock(second.clock, () => cpu.take(1));
  first.pass(4);
  second.pass(9);
  share.release();
  (await waiting).release();
  expect(first.times()).toEqual({ other: 4, wait: 0 });
  expect(second.times()).toEqual({ other: 0, wait: 9 });
});

test('outside of a job a part is only done', async () => {
  expect(await inStage('engine', async () => 'done')).toBe('done');
});
