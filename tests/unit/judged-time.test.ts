import { expect, test } from 'vitest';
import { type JudgedState, judge } from '#lib/server/storage/judged-time.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5);

/** Looks every half an hour at a clock that goes on evenly from `from`. */
function run(state: JudgedState | null, from: number, hours: number): JudgedState {
  let last = judge(state, from);
  for (let at = from; at <= from + hours * HOUR; at += HOUR / 2) last = judge(last, at);
  return last;
}
const judgedOf = ({ seenAt, behindMs }: JudgedState) => seenAt - behindMs;

test('a clock that nobody sets counts as it is, also after a night that the machine was off', () => {
  const evening = run(null, START, 10);
  expect(judgedOf(evening)).toBe(START + 10 * HOUR);
  expect(judge(evening, START + 21 * HOUR)).toEqual({ seenAt: START + 21 * HOUR, behindMs: 0, owedMs: 0 });
});

test('after a leap of weeks ages go on from where they were, and the new time counts after six hours', () => {
  const before = run(null, START, 10);
  const leapt = START + 40 * 24 * HOUR;
  const after = run(before, leapt, 5.5);
  expect(judgedOf(after)).toBe(START + 15.5 * HOUR);
  expect(judgedOf(run(after, leapt + 6 * HOUR, 0))).toBe(leapt + 6 * HOUR);
});

test('a clock that is set right again leaves no trace', () => {
  const wrong = run(run(null, START, 10), START + 40 * 24 * HOUR, 1);
  const right = run(wrong, START + 11 * HOUR, 7);
  expect(judgedOf(right)).toBe(START + 18 * HOUR);
  expect(right.behindMs).toBe(0);
});

test('a machine that runs for an hour a week comes to the new time in the end', () => {
  let state = run(null, START, 1);
  for (let week = 1; week <= 7; week += 1) state = run(state, START + week * 7 * 24 * HOUR, 1);
  expect(state.behindMs).toBeLessThan(2 * 7 * 24 * HOUR);
});
