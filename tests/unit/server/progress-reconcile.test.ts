import { describe, expect, test } from 'vitest';
import type { EpisodeRow, JobRow } from '#db/rows.ts';
import { fromFileAlone, type Known, reconcile } from '#lib/server/progress/reconcile.ts';
import { newId } from '#lib/shared/ids.ts';
import { type Progress, progressSchema, stageOf } from '#lib/shared/progress.ts';

const NOW = 2_000_000_000;
const episodeId = newId();

function episode(state: EpisodeRow['state']): EpisodeRow {
  return {
    id: episodeId,
    title: 'T',
    fileName: 't.mp3',
    show: null,
    genre: null,
    language: null,
    platform: null,
    state,
    sizeBytes: 1,
    sha256: null,
    durationMs: null,
    hasVideo: null,
    media: null,
    notes: [],
    createdAt: NOW - 100_000,
    updatedAt: NOW - 50_000,
    trashedAt: null,
    archivedAt: null,
  };
}

function job(given: Partial<JobRow>): JobRow {
  return {
    id: newId(),
    kind: 'transcribe',
    episodeId,
    parentId: null,
    payload: {},
    status: 'queued',
    priority: 0,
    attempts: 0,
    maxAttempts: 3,
    crashCount: 0,
    percent: null,
    runAt: NOW - 40_000,
    leaseToken: null,
    leaseOwner: null,
    leaseExpiresAt: null,
    cancelRequestedAt: null,
    errorCode: null,
    errorMessage: null,
    dedupeKey: null,
    createdAt: NOW - 40_000,
    startedAt: null,
    finishedAt: null,
    ...given,
  };
}

const running = (given: Partial<JobRow> = {}) =>
  job({ status: 'running', attempts: 1, startedAt: NOW - 30_000, leaseExpiresAt: NOW + 40_000, ...given });

function file(of: JobRow, given: Partial<Progress> = {}): Progress {
  return {
    episodeId,
    jobId: of.id,
    stage: stageOf(of.kind),
    percent: 40,
    etaMs: 60_000,
    message: 'Listening: 4 of 10 min',
    state: 'running',
    seq: 17,
    attempt: 1,
    updatedAt: NOW - 500,
    error: null,
    ...given,
  };
}

function look(known: Partial<Known> & Pick<Known, 'episode'>): Progress {
  const progress = reconcile({ jobs: [], file: null, speech: null, now: NOW, ...known });
  return progressSchema.parse(progress);
}

describe('reconcile', () => {
  test('a running job with its file: what the file says', () => {
    const one = running();
    expect(look({ episode: episode('processing'), jobs: [one], file: file(one) })).toEqual(file(one));
  });

  test('a running job before its first word', () => {
    const progress = look({ episode: episode('processing'), jobs: [running()] });
    expect(progress).toMatchObject({ state: 'running', stage: 'transcribe', message: 'Starting to listen' });
  });

  test('the file of an earlier step is not taken for the running one', () => {
    const probe = job({ kind: 'probe', status: 'succeeded' });
    const progress = look({ episode: episode('processing'), jobs: [probe, running()], file: file(probe) });
    expect(progress).toMatchObject({ state: 'running', stage: 'transcribe', percent: null });
  });

  test('the worker died and the job is queued again: queued, whatever the file says', () => {
    const one = job({ status: 'queued', attempts: 1 });
    const progress = look({ episode: episode('processing'), jobs: [one], file: file(one) });
    expect(progress).toMatchObject({ state: 'queued', stage: 'transcribe', percent: null, seq: 17 });
  });

  test('the worker died and nobody has noticed yet: says that it starts again', () => {
    const one = running({ leaseExpiresAt: NOW - 1 });
    const progress = look({ episode: episode('processing'), jobs: [one], file: file(one) });
    expect(progress.state).toBe('running');
    expect(progress.message).toMatch(/stopped answering/);
    expect(progress.etaMs).toBeNull();
  });

  test('a living worker that has said nothing for minutes: says so', () => {
    const one = running();
    const progress = look({
      episode: episode('processing'),
      jobs: [one],
      file: file(one, { updatedAt: NOW - 240_000 }),
    });
    expect(progress.message).toBe('Still working, but nothing new for about 4 min');
  });

  test('the episode failed: the error of the job, also where the file says running', () => {
    const one = job({ status: 'failed', attempts: 3, errorCode: 'media_no_audio', finishedAt: NOW - 1000 });
    const progress = look({ episode: episode('failed'), jobs: [one], file: file(one) });
    expect(progress).toMatchObject({
      state: 'failed',
      stage: 'transcribe',
      message: 'There is no sound in this file',
      error: { code: 'media_no_audio', action: 'Upload a file with an audio track.' },
      attempt: 3,
    });
  });

  test('a code of another version is unknown, not a crash', () => {
    const one = job({ status: 'poisoned', errorCode: 'from_the_future' });
    expect(look({ episode: episode('failed'), jobs: [one] }).error?.code).toBe('unknown');
  });

  test('done and canceled', () => {
    const one = job({ kind: 'render', status: 'succeeded', finishedAt: NOW - 10 });
    const done = look({ episode: episode('ready'), jobs: [one], file: file(one) });
    expect(done).toMatchObject({ state: 'done', stage: 'done', percent: 100, message: 'Done', error: null });
    const canceled = look({ episode: episode('canceled'), jobs: [job({ status: 'canceled' })] });
    expect(canceled).toMatchObject({ state: 'canceled', message: 'Canceled', stage: 'transcribe' });
  });

  test('rendering: the percentage is that of all clips', () => {
    const jobs = [
      job({ kind: 'render', status: 'succeeded' }),
      job({ kind: 'render', status: 'failed' }),
      running({ kind: 'render', percent: 50 }),
      job({ kind: 'render' }),
    ];
    const byRows = look({ episode: episode('processing'), jobs });
    expect(byRows).toMatchObject({ stage: 'render', percent: 62.5, message: 'Rendering clip 3 of 4' });
    // The file is written with all of them in mind.
    const written = file(jobs[2] ?? job({}), { percent: 70, message: 'Rendering clip 3 of 4', etaMs: 9000 });
    expect(look({ episode: episode('processing'), jobs, file: written })).toMatchObject({ percent: 70, etaMs: 9000 });
  });

  test('between two renders: still the stage and its percentage', () => {
    const jobs = [job({ kind: 'render', status: 'succeeded' }), job({ kind: 'render' })];
    expect(look({ episode: episode('processing'), jobs })).toMatchObject({
      state: 'queued',
      stage: 'render',
      percent: 50,
    });
  });

  test('waiting: for its turn, for the speech engine, for the next try', () => {
    const waiting = (given: Partial<JobRow>, speech: string | null = null) =>
      look({ episode: episode('queued'), jobs: [job(given)], speech }).message;
    expect(waiting({})).toBe('Waiting for its turn');
    expect(waiting({}, 'Install a C++ compiler.')).toBe('Install a C++ compiler.');
    expect(waiting({ attempts: 1, runAt: NOW + 12_000 })).toBe('Did not work yet. Trying again in 12 s');
  });

  test('between two steps there may be no job at all', () => {
    expect(look({ episode: episode('processing') })).toMatchObject({ state: 'queued', stage: null });
  });
});

describe('fromFileAlone', () => {
  test('a fresh file is taken as it is, a silent one is said to be silent', () => {
    const fresh = file(running());
    expect(fromFileAlone(fresh, NOW)).toEqual(fresh);
    expect(fromFileAlone(file(running(), { updatedAt: NOW - 600_000 }), NOW)).toMatchObject({
      state: 'running',
      message: 'No sign of life for about 10 min',
      etaMs: null,
    });
  });
});
