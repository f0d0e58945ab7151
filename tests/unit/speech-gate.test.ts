import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#lib/server/app-error.ts';
import { readEnv } from '#lib/server/env.ts';
import { createSpeechKeeper, type PrepareSpeech } from '#workers/speech-gate.ts';

const env = readEnv({ DATA_DIR: '/nowhere', WHISPER_MODEL: 'tiny' });
const logger = pino({ level: 'silent' });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function keeper(prepare: PrepareSpeech) {
  const stop = new AbortController();
  let readies = 0;
  const onReady = () => {
    readies += 1;
  };
  const speech = createSpeechKeeper({ env, logger, signal: stop.signal, prepare, onReady });
  return { speech, stop, readies: () => readies };
}

const ready: PrepareSpeech = async (_env, _options, onStatus) => {
  onStatus({ state: 'ready', message: 'Ready', percent: 100, wordTimes: 'fine' });
};
const missing: PrepareSpeech = async (_env, _options, onStatus) => {
  onStatus({ state: 'missing', message: 'Install a compiler', percent: null, wordTimes: null });
  throw new AppError('engine_missing');
};

test('what is missing is looked for every 30 s, until it is there', async () => {
  const tries: string[] = [];
  const { speech, stop, readies } = keeper(async (...given) => {
    tries.push(given[1].model);
    await (tries.length < 3 ? missing : ready)(...given);
  });
  const run = speech.run();
  await vi.advanceTimersByTimeAsync(0);
  expect(speech.ready()).toBe(false);
  expect(speech.status().message).toBe('Install a compiler');
  await vi.advanceTimersByTimeAsync(29_999);
  expect(tries).toEqual(['tiny']);
  await vi.advanceTimersByTimeAsync(30_001);
  expect(tries).toHaveLength(3);
  expect(speech.ready()).toBe(true);
  expect(readies()).toBe(1);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(tries).toHaveLength(3);
  stop.abort();
  await run;
});

test('an engine that is lost is looked for at once', async () => {
  let tries = 0;
  const { speech, stop } = keeper(async (...given) => {
    tries += 1;
    await (tries === 2 ? missing : ready)(...given);
  });
  const run = speech.run();
  await vi.advanceTimersByTimeAsync(0);
  expect(speech.ready()).toBe(true);
  speech.lost();
  expect(speech.ready()).toBe(false);
  expect(speech.status()).toMatchObject({ state: 'missing', percent: null, wordTimes: null });
  expect(speech.status().message).toContain('went away');
  await vi.advanceTimersByTimeAsync(0);
  expect(tries).toBe(2);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(speech.ready()).toBe(true);
  stop.abort();
  await run;
});
