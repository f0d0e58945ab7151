import { describe, expect, test } from 'vitest';
import { ApiError } from '#lib/client/api-error.ts';
import { pass, polledServerPerTest } from '#tests/helpers/polled-server.ts';

const server = polledServerPerTest();

const serverError = () => new ApiError({ code: 'internal', title: '', action: '', status: 500 });
const networkDown = () => new ApiError({ code: 'network', title: '', action: '', status: 0 });

describe('poller without answers', () => {
  test.each([
    ['the line is down', networkDown],
    ['the server fails', serverError],
  ])('%s: five tries, then the connection is lost, and on at 30 s or sooner', async (_what, failure) => {
    const { poller, connection, calls, say, fail, setRandom } = server();
    say('a', 'running');
    setRandom(1);
    poller.watch(['a']);
    await pass(0);
    fail(failure());
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
    const { poller, calls, fail, setRandom } = server();
    fail(networkDown());
    setRandom(0.3);
    poller.watch(['a']);
    await pass(60_000);
    const last = calls.at(-1)?.at ?? 0;
    const previous = calls.at(-2)?.at ?? 0;
    expect(last - previous).toBe(0.3 * 30_000);
  });
});
