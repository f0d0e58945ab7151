import { describe, expect, it } from 'vitest';
import { createLogger } from '#lib/server/logger.ts';
import { createSpeechLog, reasonsOf } from '#workers/speech-log.ts';

describe('what the terminal shows of the speech engine', () => {
  it('is each step once, then every 10 %, and what is missing once', () => {
    const lines: string[] = [];
    const logger = createLogger('silent', 'test');
    logger.info = (text: unknown) => void lines.push(String(text));
    logger.warn = (text: unknown) => void lines.push(`warning ${text}`);
    const log = createSpeechLog(logger);
    const status = { state: 'preparing', message: 'Building', wordTimes: null } as const;
    for (const percent of [null, 0, 4, 9, 10, 19, 100]) log({ ...status, percent });
    for (let look = 0; look < 3; look += 1) {
      log({ ...status, message: 'Looking', percent: null });
      log({ state: 'missing', message: 'Install g++', percent: null, wordTimes: null });
    }
    log({ state: 'ready', message: 'Ready: base', percent: 100, wordTimes: 'fine' });
    expect(lines).toEqual([
      'speech: Building',
      'speech: Building 0 %',
      'speech: Building 10 %',
      'speech: Building 100 %',
      'speech: Looking',
      'warning speech: Install g++',
      'speech: Ready: base',
    ]);
  });
});

it('the reasons behind a failure are all there', () => {
  const roads = [new Error('cmake ended with 1: no header'), new Error('make ended with 2')];
  expect(reasonsOf(new Error('engine_missing', { cause: new AggregateError(roads) }))).toEqual([
    'engine_missing',
    'cmake ended with 1: no header',
    'make ended with 2',
  ]);
  expect(reasonsOf('words')).toEqual(['words']);
});
