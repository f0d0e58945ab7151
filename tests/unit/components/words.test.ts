import { describe, expect, test } from 'vitest';
import { comparison } from '#components/clips/compare-bar.tsx';
import { progressSentence, stepOf } from '#components/jobs/stage-words.ts';
import { allOf, flowSentence, sentPercent, uploadSentence, waitingSentence } from '#components/upload/upload-words.ts';
import type { UploadItem } from '#lib/client/upload/types.ts';
import type { Progress } from '#lib/shared/progress.ts';
import { asSentence, bytesOf, formatDay, formatSize, formatSpan } from '#lib/shared/texts/formats.ts';
import { english, german } from '#tests/helpers/texts.ts';

const UPLOAD: UploadItem = {
  id: 'upload-1',
  uploadId: null,
  episodeId: null,
  fileName: 'episode.wav',
  sizeBytes: 1_180_000_000,
  sentBytes: 412_000_000,
  speedBps: 6_000_000,
  etaMs: 128_000,
  state: 'uploading',
  error: null,
};
const PROGRESS: Progress = {
  episodeId: 'e',
  jobId: 'j',
  stage: 'transcribe',
  percent: 26,
  etaMs: 362_000,
  message: 'Listening: 12 of 48 min',
  state: 'running',
  seq: 1,
  attempt: 1,
  updatedAt: 0,
  error: null,
};

describe('numbers in words', () => {
  test.each([
    [412e6, 1180e6, '412 of 1,180 MB'],
    [1.25e9, 1.98e9, '1,250 of 1,980 MB'],
    [18.2e9, 50e9, '18 of 50 GB'],
    [0, 900, '0 of 900 B'],
  ])('%d of %d bytes', (part, whole, words) => {
    expect(bytesOf(english, part, whole)).toBe(words);
  });

  test('sizes have no needless digits', () => {
    expect(formatSize(english, 2e9)).toBe('2 GB');
    expect(formatSize(english, 1.24e9)).toBe('1.2 GB');
    expect(formatSize(english, 46e6)).toBe('46 MB');
  });

  test('amounts and lengths', () => {
    expect(english('clips.count', { n: 1 })).toBe('1 clip');
    expect(german('clips.count', { n: 10 })).toBe('10 Clips');
    expect(formatSpan(english, 34_600)).toBe('35 s');
    expect(formatSpan(english, 60_000)).toBe('1 min');
    expect(formatSpan(english, 62_000)).toBe('1 min 2 s');
    expect(formatSpan(english, 3)).toBe('1 s');
  });

  test('days: today, yesterday, a weekday, a date, a date of another year', () => {
    const now = new Date(2026, 10, 21, 9).getTime();
    const at = (...day: [number, number, number]) => formatDay(english, new Date(...day, 23).getTime(), now);
    expect(at(2026, 10, 21)).toBe('Today');
    expect(at(2026, 10, 20)).toBe('Yesterday');
    expect(at(2026, 10, 17)).toBe('Tuesday');
    expect(at(2026, 10, 14)).toBe('14 Nov');
    expect(at(2025, 10, 14)).toBe('14 Nov 2025');
  });

  test('a comparison speaks of this episode only', () => {
    expect(comparison(english, 1, 1)).toBe('best of this episode');
    expect(comparison(english, 0.8, 1)).toBe('top 20 % of this episode');
    expect(comparison(english, 0.99, 2)).toBe('top 1 % of this episode');
    expect(comparison(english, 0.2, 9)).toBe('one of the quieter moments');
  });

  test('a sentence ends with one mark', () => {
    expect(asSentence('Looking for the speech engine')).toBe('Looking for the speech engine.');
    expect(asSentence('It is ready. ')).toBe('It is ready.');
  });
});

describe('an upload in words', () => {
  test.each([
    ['uploading', 'Uploading: 412 of 1,180 MB at 6 MB/s, about 2 min left'],
    ['paused', 'Paused at 412 of 1,180 MB. Those are safe.'],
    ['waiting_line', 'The line dropped at 412 of 1,180 MB. Those are safe; it goes on by itself.'],
    ['finishing', 'Everything arrived and is being checked'],
    ['queued', 'Waiting for its turn'],
  ] as const)('%s', (state, words) => {
    expect(uploadSentence(english, { ...UPLOAD, state })).toBe(words);
  });

  test('nothing is called safe before a byte has arrived', () => {
    const nothing = { ...UPLOAD, sentBytes: 0 };
    expect(uploadSentence(english, { ...nothing, state: 'paused' })).toBe('Paused.');
    expect(uploadSentence(english, { ...nothing, state: 'waiting_line' })).not.toContain('safe');
  });

  test('one that waits for its file says what to do', () => {
    expect(waitingSentence(english, 312e6, 500e6)).toBe(
      '312 of 500 MB are safe. Choose the same file again and it goes on from there.',
    );
  });

  test('its share is never more than all, also of an empty file', () => {
    expect(sentPercent({ ...UPLOAD, sizeBytes: 100, sentBytes: 120 })).toBe(100);
    expect(sentPercent({ ...UPLOAD, sizeBytes: 0, sentBytes: 0 })).toBe(0);
  });
});

describe('several uploads in words', () => {
  test('what is paused is no part of the time that is left', () => {
    const paused: UploadItem = { ...UPLOAD, state: 'paused', speedBps: null, etaMs: null };
    expect(flowSentence(english, allOf([UPLOAD, paused]))).toBe('824 of 2,360 MB at 6 MB/s, about 2 min left');
    expect(flowSentence(english, allOf([paused, paused]))).toBe('824 of 2,360 MB');
    expect(flowSentence(german, allOf([UPLOAD, UPLOAD]))).toBe('824 von 2.360 MB mit 12 MB/s, noch etwa 2 min');
  });
});

describe('a stage in words', () => {
  test('the time left stands after the message while it runs', () => {
    expect(progressSentence(english, PROGRESS)).toBe('Listening: 12 of 48 min, about 6 min left');
    expect(progressSentence(english, { ...PROGRESS, etaMs: null })).toBe('Listening: 12 of 48 min');
    expect(progressSentence(english, { ...PROGRESS, state: 'queued', message: '' })).toBe('Waiting for its turn');
  });

  test('looking at the file counts to listening, and done is the last step', () => {
    expect(stepOf({ ...PROGRESS, stage: 'probe' })).toBe(1);
    expect(stepOf({ ...PROGRESS, stage: 'render' })).toBe(3);
    expect(stepOf({ ...PROGRESS, state: 'done', stage: 'done' })).toBe(4);
  });
});
