import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '#lib/client/api-error.ts';
import { createConnection } from '#lib/client/connection.ts';
import { createPoller, type Poller } from '#lib/client/poller.ts';
import type { Progress, ProgressState } from '#lib/shared/progress.ts';

type Answer = Progress | null | Error;

let answers: Map<string, Answer>;
let calls: { at: number; ids: readonly string[] }[];
let visible: boolean;
let visibilityListeners: Set<() => void>;
let random: number;
let connection: ReturnType<typeof createConnection>;
let poller: Poller;
let seq = 0;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000_000 });
  answers = new Map();
  calls = [];
  visible = true;
  visibilityListeners = new Set();
  random = 0.5;
  connection = createConnection();
  poller = createPoller({
    async fetchProgress(ids) {
      calls.push({ at: Date.now(), ids });
      const failure = [...answers.values()].find((answer) => answer instanceof Error);
      if (failure) throw failure;
      return Object.fromEntries(ids.map((id) => [id, (answers.get(id) ?? null) as Progress | null]));
    },
    now: Date.now,
    random: () => random,
    isVisible: () => visible,
    onVisibility(listener) {
      visibilityListeners.add(listener);
      return () => visibilityListeners.delete(listener);
    },
    connection,
  });
});
afterEach(() => {
  vi.useRealTimers();
});

function say(id: string, state: ProgressState, more: Partial<Progress> = {}): void {
  seq += 1;
  answers.set(id, {
    episodeId: id,
    jobId: null,
    stage: 'transcribe',
    percent: null,
    etaMs: null,
    message: '',
    state,
    seq,
    attempt: 1,
    updatedAt: Date.now(),
    error: null,
    ...more,
  });
}

function show(shown: boolean): void {
  visible = shown;
  for (const listener of visibilityListeners) listener();
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const serverError = () => new ApiError({ code: 'internal', title: '', action: '', status: 500 });
const networkDown = () => new ApiError({ code: 'network', title: '', action: '', status: 0 });

describe('poller', () => {
  test('asks at once, about everything on screen in one request', async () => {
    say('a', 'running');
    say('b', 'queued');
    poller.watch(['a', 'b']);
    poller.watch(['a']);
    await pass(0);
    expect(calls).toHaveLength(1);
    expect([...(calls[0]?.ids ?? [])].sort()).toEqual(['a', 'b']);
    expect(poller.snapshot().a).toMatchObject({ phase: 'found', progress: { state: 'running' } });
  });

  test('running: every second in the first minute, then every two and slower', async () => {
    say('a', 'running');
    poller.watch(['a']);
    await pass(59_500);
    expect(calls).toHaveLength(60);
    await pass(10_000);
    expect(calls.length).toBeLessThanOrEqual(66);
    await pass(600_000);
    const before = calls.length;
    await pass(50_000);
    expect(calls.length - before).toBe(10);
  });

  test('queued: every 3 s, with jitter', async () => {
    say('a', 'queued');
    random = 1;
    poller.watch(['a']);
    await pass(0);
    await pass(3599);
    expect(calls).toHaveLength(1);
    await pass(1);
    expect(calls).toHaveLength(2);
  });

  test('uploading: one look, then none until the upload ends', async () => {
    say('a', 'uploading');
    poller.watch(['a']);
    await pass(600_000);
    expect(calls).toHaveLength(1);
    poller.noteUploaded('a');
    await pass(0);
    expect(calls).toHaveLength(2);
  });

  test('stops when everything is over, and goes on when something is started again', async () => {
    say('a', 'done');
    say('b', 'failed');
    poller.watch(['a', 'b']);
    await pass(600_000);
    expect(calls).toHaveLength(1);
    say('b', 'queued', { attempt: 2 });
    poller.refresh(['b']);
    await pass(0);
    expect(calls).toHaveLength(2);
    expect(calls[1]?.ids).toEqual(['b']);
    await pass(3000);
    expect(calls).toHaveLength(3);
  });

  test('hidden: stopped; shown again: at once, also what was over', async () => {
    say('a', 'running');
    say('b', 'done');
    poller.watch(['a', 'b']);
    await pass(0);
    show(false);
    await pass(600_000);
    expect(calls).toHaveLength(1);
    show(true);
    await pass(0);
    expect(calls).toHaveLength(2);
    expect([...(calls[1]?.ids ?? [])].sort()).toEqual(['a', 'b']);
  });

  test('404 after an upload is "not yet" for a minute, then missing', async () => {
    poller.noteUploaded('a');
    poller.watch(['a']);
    await pass(0);
    expect(poller.snapshot().a?.phase).toBe('not-yet');
    await pass(1000);
    expect(calls).toHaveLength(2);
    await pass(58_000);
    expect(poller.snapshot().a?.phase).toBe('not-yet');
    const inGrace = calls.length;
    expect(inGrace).toBeGreaterThan(20);
    expect(inGrace).toBeLessThan(60);
    await pass(5000);
    expect(poller.snapshot().a?.phase).toBe('missing');
    const after = calls.length;
    await pass(600_000);
    expect(calls.length).toBe(after);
  });

  test('404 after an upload that then appears is followed', async () => {
    poller.noteUploaded('a');
    poller.watch(['a']);
    await pass(5000);
    say('a', 'running');
    await pass(3000);
    expect(poller.snapshot().a).toMatchObject({ phase: 'found' });
  });

  test('404 without an upload: missing, and not asked again', async () => {
    poller.watch(['a']);
    await pass(600_000);
    expect(calls).toHaveLength(1);
    expect(poller.snapshot().a?.phase).toBe('missing');
  });

  test.each([
    ['the line is down', networkDown],
    ['the server fails', serverError],
  ])('%s: five tries, then the connection is lost, and on at 30 s or sooner', async (_what, failure) => {
    say('a', 'running');
    random = 1;
    poller.watch(['a']);
    await pass(0);
    answers.set('a', failure());
    const begin = Date.now();
    await pass(1200); // the next ordinary one: fails
    expect(calls).toHaveLength(2);
    await pass(1000 + 2000 + 4000 - 1);
    expect(calls).toHaveLength(4);
    expect(connection.get()).toBe('ok');
    await pass(1 + 8000);
    expect(calls).toHaveLength(6);
    expect(connection.get()).toBe('lost');
    await pass(3_600_000);
    const times = calls.filter((call) => call.at > begin).map((call) => call.at);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBe(30_000);
    // The last thing known stays on the page.
    expect(poller.snapshot().a).toMatchObject({ phase: 'found', progress: { state: 'running' } });
    say('a', 'running');
    await pass(30_000);
    expect(connection.get()).toBe('ok');
    const back = calls.length;
    await pass(6000);
    expect(calls.length).toBeGreaterThan(back);
  });

  test('after an outage each page comes back at a time of its own', async () => {
    answers.set('a', networkDown());
    random = 0.3;
    poller.watch(['a']);
    await pass(60_000);
    const last = calls.at(-1)?.at ?? 0;
    const previous = calls.at(-2)?.at ?? 0;
    expect(last - previous).toBe(0.3 * 30_000);
  });

  test('what is not watched any more is not asked, and nothing is left running', async () => {
    say('a', 'running');
    const stop = poller.watch(['a']);
    const stopToo = poller.watch(['a']);
    await pass(0);
    stop();
    await pass(1000);
    expect(calls).toHaveLength(2);
    stopToo();
    await pass(600_000);
    expect(calls).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
    expect(visibilityListeners.size).toBe(0);
  });

  test('a snapshot stays the same object while nothing changes', async () => {
    say('a', 'queued');
    poller.watch(['a']);
    await pass(0);
    const before = poller.snapshot();
    const heard = vi.fn();
    poller.subscribe(heard);
    await pass(30_000);
    expect(calls.length).toBeGreaterThan(5);
    expect(poller.snapshot()).toBe(before);
    expect(heard).not.toHaveBeenCalled();
    say('a', 'running');
    await pass(3000);
    expect(heard).toHaveBeenCalled();
    expect(poller.snapshot()).not.toBe(before);
  });

  test('tells of every change of stage, state or attempt, once', async () => {
    const heard = vi.fn();
    poller.onTransition(heard);
    say('a', 'queued', { stage: 'probe' });
    poller.watch(['a']);
    await pass(0);
    expect(heard).not.toHaveBeenCalled();
    say('a', 'running', { stage: 'probe' });
    await pass(3000);
    say('a', 'running', { stage: 'probe', percent: 50 });
    await pass(1000);
    say('a', 'running', { stage: 'transcribe' });
    await pass(1000);
    say('a', 'done', { stage: 'done' });
    await pass(1000);
    expect(heard.mock.calls.map(([, now]) => `${now.state} ${now.stage}`)).toEqual([
      'running probe',
      'running transcribe',
      'done done',
    ]);
  });

  test('a slow answer is waited for: never two requests at once', async () => {
    let open = 0;
    let most = 0;
    const slow = createPoller({
      async fetchProgress(ids) {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 5000));
        open -= 1;
        return Object.fromEntries(ids.map((id) => [id, (answers.get(id) ?? null) as Progress | null]));
      },
      now: Date.now,
      random: () => 0.5,
      isVisible: () => true,
      onVisibility: () => () => undefined,
      connection,
    });
    say('a', 'running');
    slow.watch(['a']);
    slow.watch(['b']);
    await pass(1000);
    slow.watch(['c']);
    slow.refresh(['a']);
    await pass(60_000);
    expect(most).toBe(1);
  });
});
