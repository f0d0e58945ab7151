import { describe, expect, test, vi } from 'vitest';
import { createPoller } from '#lib/client/poller.ts';
import { pass, polledServerPerTest } from '#tests/helpers/polled-server.ts';

const server = polledServerPerTest();

describe('poller', () => {
  test('asks at once, about everything on screen in one request', async () => {
    const { poller, calls, say } = server();
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
    const { poller, calls, say } = server();
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
    const { poller, calls, say, setRandom } = server();
    say('a', 'queued');
    setRandom(1);
    poller.watch(['a']);
    await pass(0);
    await pass(3599);
    expect(calls).toHaveLength(1);
    await pass(1);
    expect(calls).toHaveLength(2);
  });

  test('uploading: one look, then none until the upload ends', async () => {
    const { poller, calls, say } = server();
    say('a', 'uploading');
    poller.watch(['a']);
    await pass(600_000);
    expect(calls).toHaveLength(1);
    poller.noteUploaded('a');
    await pass(0);
    expect(calls).toHaveLength(2);
  });

  test('news are answers that are not the one before', async () => {
    const { poller, say } = server();
    const news: string[] = [];
    poller.onNews((id, { message }) => news.push(`${id}: ${message}`));
    say('a', 'running', { message: 'one' });
    poller.watch(['a']);
    await pass(3000);
    expect(news).toEqual([]);
    say('a', 'running', { message: 'two' });
    await pass(3000);
    expect(news).toEqual(['a: two']);
  });

  test('stops when everything is over, and goes on when something is started again', async () => {
    const { poller, calls, say } = server();
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
    const { poller, calls, say, show } = server();
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
    const { poller, calls } = server();
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
    const { poller, say } = server();
    poller.noteUploaded('a');
    poller.watch(['a']);
    await pass(5000);
    say('a', 'running');
    await pass(3000);
    expect(poller.snapshot().a).toMatchObject({ phase: 'found' });
  });

  test('404 without an upload: missing, and not asked again', async () => {
    const { poller, calls } = server();
    poller.watch(['a']);
    await pass(600_000);
    expect(calls).toHaveLength(1);
    expect(poller.snapshot().a?.phase).toBe('missing');
  });

  test('what is not watched any more is not asked, and nothing is left running', async () => {
    const { poller, calls, say, visibilityListeners } = server();
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
    expect(visibilityListeners()).toBe(0);
  });

  test('a snapshot stays the same object while nothing changes', async () => {
    const { poller, calls, say } = server();
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
    const { poller, say } = server();
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
    const { connection, say, answer } = server();
    let open = 0;
    let most = 0;
    const slow = createPoller({
      async fetchProgress(ids) {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 5000));
        open -= 1;
        return answer(ids);
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
