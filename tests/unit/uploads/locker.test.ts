import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UploadLocker } from '#lib/server/uploads/locker.ts';

const never = () => new AbortController().signal;

describe('the lock of an upload', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('lets one in at a time, in the order they came', async () => {
    const locker = new UploadLocker();
    const order: number[] = [];
    let inside = 0;
    const enter = (name: number) =>
      locker.run('a', async () => {
        inside += 1;
        expect(inside).toBe(1);
        await setImmediate();
        order.push(name);
        inside -= 1;
      });
    await Promise.all([1, 2, 3, 4, 5].map(enter));
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it('does not hold up other uploads', async () => {
    const locker = new UploadLocker();
    await locker.newLock('a').lock(never(), () => undefined);
    await expect(locker.run('b', async () => 'done')).resolves.toBe('done');
  });

  it('asks the holder to come to an end as soon as someone waits', async () => {
    const locker = new UploadLocker();
    const asked = vi.fn();
    const first = locker.newLock('a');
    await first.lock(never(), asked);
    expect(asked).not.toHaveBeenCalled();
    const second = locker.run('a', async () => 'second');
    expect(asked).toHaveBeenCalledOnce();
    await first.unlock();
    await expect(second).resolves.toBe('second');
  });

  it('asks the next holder at once when more are waiting', async () => {
    const locker = new UploadLocker();
    const [first, second, third] = [locker.newLock('a'), locker.newLock('a'), locker.newLock('a')];
    const asked = vi.fn();
    await first.lock(never(), () => undefined);
    const seconds = second.lock(never(), asked);
    const thirds = third.lock(never(), () => undefined);
    await first.unlock();
    await seconds;
    expect(asked).toHaveBeenCalledOnce();
    await second.unlock();
    await thirds;
    await third.unlock();
  });

  it('gives up after 30 s, and the next one in the line gets its turn', async () => {
    const locker = new UploadLocker();
    const first = locker.newLock('a');
    await first.lock(never(), () => undefined);
    const late = locker.newLock('a').lock(never(), () => undefined);
    const refused = expect(late).rejects.toMatchObject({ code: 'upload_locked' });
    await vi.advanceTimersByTimeAsync(29_000);
    const next = locker.run('a', async () => 'next');
    await vi.advanceTimersByTimeAsync(1_001);
    await refused;
    await first.unlock();
    await expect(next).resolves.toBe('next');
  });

  it('a request that went away leaves the line', async () => {
    const locker = new UploadLocker();
    const first = locker.newLock('a');
    await first.lock(never(), () => undefined);
    const gone = new AbortController();
    const waiting = locker.newLock('a').lock(gone.signal, () => undefined);
    const refused = expect(waiting).rejects.toMatchObject({ code: 'upload_locked' });
    gone.abort();
    await refused;
    await first.unlock();
    await expect(locker.run('a', async () => 'free')).resolves.toBe('free');
  });
});
