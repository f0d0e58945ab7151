import { expect, test } from 'vitest';
import { SteadyClock } from '#workers/steady-clock.ts';

const HOLD_MS = 30_000;
const EXPECTED_MS = 10_000;
const NOW = 1_700_000_000_000;

/** A clock that has been looked at every 10 s for a while; times in milliseconds since it was made. */
function watched() {
  const clock = new SteadyClock(HOLD_MS);
  const trusts = (steadyMs: number, jumpedMs = 0) => clock.trusts(NOW + steadyMs + jumpedMs, steadyMs, EXPECTED_MS);
  for (let steadyMs = 0; steadyMs <= 50_000; steadyMs += 10_000) expect(trusts(steadyMs)).toBe(true);
  return { clock, trusts };
}

test.each([
  ['forward', 3_600_000],
  ['back', -3_600_000],
])('after a jump %s nothing is judged until every worker had time for a heartbeat', (_direction, jumpedMs) => {
  const { trusts } = watched();
  expect(trusts(60_000, jumpedMs)).toBe(false);
  expect(trusts(70_000, jumpedMs)).toBe(false);
  expect(trusts(80_000, jumpedMs)).toBe(false);
  expect(trusts(90_000, jumpedMs)).toBe(true);
  expect(trusts(100_000, jumpedMs)).toBe(true);
});

test('a clock that is set again while we wait makes the wait begin anew', () => {
  const { trusts } = watched();
  expect(trusts(60_000, 60_000)).toBe(false);
  expect(trusts(70_000, 0)).toBe(false);
  expect(trusts(80_000, 0)).toBe(false);
  expect(trusts(90_000, 0)).toBe(false);
  expect(trusts(100_000, 0)).toBe(true);
});

test('a process that slept does not judge by what it missed', () => {
  const { trusts } = watched();
  expect(trusts(500_000)).toBe(false);
  expect(trusts(510_000)).toBe(false);
  expect(trusts(520_000)).toBe(false);
  expect(trusts(530_000)).toBe(true);
});

test('a small drift is no jump', () => {
  const { trusts } = watched();
  expect(trusts(60_000, 900)).toBe(true);
  expect(trusts(70_000, -900)).toBe(true);
});

test('an outage of the database is waited out too', () => {
  const { clock, trusts } = watched();
  clock.distrust(60_000);
  expect(trusts(61_000)).toBe(false);
  expect(trusts(71_000)).toBe(false);
  expect(trusts(81_000)).toBe(false);
  expect(trusts(91_000)).toBe(true);
});
