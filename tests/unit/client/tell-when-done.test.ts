import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '#lib/client/api-error.ts';
import { canTell, type Ended, readWanted, stopTelling, tellWhenDone, watchWanted } from '#lib/client/tell-when-done.ts';

const { progress, episode } = vi.hoisted(() => ({ progress: vi.fn(), episode: vi.fn() }));
vi.mock('#lib/client/api.ts', () => ({ api: { progress } }));
vi.mock('#lib/client/episode-calls.ts', () => ({ episodeCalls: { episode } }));

const permission = { granted: 'granted' };
const register = vi.fn();
let stop: () => void;
const told: Ended[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  told.length = 0;
  permission.granted = 'granted';
  const store = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
  });
  vi.stubGlobal('navigator', { serviceWorker: { register } });
  vi.stubGlobal('Notification', { permission: 'default', requestPermission: async () => permission.granted });
  episode.mockImplementation(async (id: string) => ({ title: `Title of ${id}`, clipCount: 3 }));
  stop = watchWanted(async (ended) => {
    told.push(ended);
  });
});

afterEach(() => {
  stop();
  for (const id of readWanted()) stopTelling(id);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const look = () => vi.advanceTimersByTimeAsync(20_000);

test('nothing is asked for as long as nobody waits', async () => {
  expect(canTell()).toBe(true);
  await look();
  expect(progress).not.toHaveBeenCalled();
});

test('the end of an episode is told once, and not before', async () => {
  expect(await tellWhenDone('a')).toBe(true);
  expect(register).toHaveBeenCalledExactlyOnceWith('/tell.js');
  progress.mockResolvedValueOnce({ a: { state: 'running' } }).mockResolvedValue({ a: { state: 'done' } });
  await look();
  expect(told).toEqual([]);
  await look();
  await look();
  expect(told).toEqual([{ id: 'a', title: 'Title of a', state: 'done', clipCount: 3 }]);
  expect(progress).toHaveBeenCalledTimes(2);
  expect(readWanted()).toEqual([]);
});

test('a lost line, and an episode that is gone or was canceled, tell nothing', async () => {
  await tellWhenDone('a');
  await tellWhenDone('b');
  progress
    .mockRejectedValueOnce(new ApiError({ code: 'network', title: 'away', action: '', status: 0 }))
    .mockResolvedValue({ a: null, b: { state: 'canceled' } });
  await look();
  expect(readWanted()).toEqual(['a', 'b']);
  await look();
  expect(readWanted()).toEqual([]);
  expect(told).toEqual([]);
});

test('without leave nobody waits', async () => {
  permission.granted = 'denied';
  expect(await tellWhenDone('a')).toBe(false);
  expect(readWanted()).toEqual([]);
  expect(register).not.toHaveBeenCalled();
});
