import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openDatabase } from '#db/client.ts';
import { recordClipEvent } from '#db/repositories/clip-events.ts';
import { listClips } from '#db/repositories/clips.ts';
import { moveToTrash } from '#db/repositories/episodes.ts';
import { putFeedback } from '#db/repositories/feedback.ts';
import { ensureShow } from '#db/repositories/shows.ts';
import { addStorageLog } from '#db/repositories/storage-log.ts';
import { touchWorker } from '#db/repositories/workers.ts';
import { readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { paths } from '#lib/server/paths.ts';
import { newId } from '#lib/shared/ids.ts';
import type { Progress } from '#lib/shared/progress.ts';
import { heldForAnHour, LENGTH_MS, seedClips, seedSource } from './clips.ts';
import { makeTranscript } from './content.ts';
import { makeMedia, type SeedMedia } from './media.ts';
import { addEpisode, addJob, addTranscript, type Target } from './rows.ts';

/** Ids of what was put in. */
export interface Seeded {
  readonly ready: string;
  readonly processing: string;
  readonly rendering: string;
  readonly failed: string;
  readonly refused: string;
  readonly silent: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Fills a studio's data folder with an episode in each state that a page can
 * show, with files that really play. Needs ffmpeg and a migrated database.
 */
export async function seedStudio(dataDir: string): Promise<Seeded> {
  const env = readEnv({ DATA_DIR: dataDir });
  const db = await openDatabase(env, createLogger('silent', 'seed'));
  const target: Target = { db, env, now: Date.now() };
  try {
    const media = await makeMedia(LENGTH_MS);
    await seedWorker(target);
    await seedOlder(target, media, 'Two founders, one year, no office', 5, 7);
    await seedTrash(target, media);
    await seedOlder(target, media, 'What a sound engineer hears that you do not', 8, 8);
    return {
      ready: await seedReady(target, media),
      processing: await seedProcessing(target, media),
      rendering: await seedRendering(target, media),
      failed: await seedFailed(target, media),
      refused: await seedRefused(target),
      silent: await seedSilent(target, media),
    };
  } finally {
    await db.close();
  }
}

/** A worker that stays alive for an hour without anybody running it. */
export async function seedWorker({ db, now }: Target): Promise<void> {
  await touchWorker(db, {
    id: newId(),
    pid: process.pid,
    startedAt: now,
    lastSeenAt: now + HOUR_MS,
    speech: { state: 'ready', message: 'Whisper base is ready.', percent: null, wordTimes: 'fine' },
  });
}

async function seedReady(target: Target, media: SeedMedia): Promise<string> {
  const createdAt = target.now - 3 * DAY_MS;
  await ensureShow(target.db, 'First minutes');
  const id = await addEpisode(target, {
    title: 'Why most onboarding fails in the first ninety seconds',
    createdAt,
    show: 'First minutes',
  });
  await seedSource(target, id, media, 2);
  // One that was given is put aside by the one that is heard after it.
  await addTranscript(target, id, makeTranscript(LENGTH_MS), { origin: 'import', fileName: 'onboarding.srt' });
  const clips = await seedClips(target, id, media, 10);
  await putFeedback(target.db, clips[0] ?? '', { stars: 4 });
  await putFeedback(target.db, clips[1] ?? '', { thumb: 'down', reason: 'ends_too_late' });
  await seedLearning(target, id);
  return id;
}

/** Opinions enough that something was learned from them, and one on a clip that is gone. */
async function seedLearning({ db, now }: Target, episodeId: string): Promise<void> {
  for (const [index, clip] of (await listClips(db, episodeId)).entries()) {
    await recordClipEvent(db, clip, 'stars', [5, 1, 4][index % 3] ?? 3, now - 1000 + index);
  }
  const gone = { id: newId(), episodeId, signals: [{ name: 'contrast', weight: 0.1, evidence: '', value: 0.8 }] };
  await recordClipEvent(db, gone, 'delete', 1, now);
}

/** Only there so that the list looks like one. */
async function seedOlder(target: Target, media: SeedMedia, title: string, days: number, seed: number): Promise<void> {
  const id = await addEpisode(target, { title, createdAt: target.now - days * DAY_MS });
  await seedSource(target, id, media, seed);
  await seedClips(target, id, media, 10);
}

async function seedProcessing(target: Target, media: SeedMedia): Promise<string> {
  const id = await addEpisode(target, { title: 'How small teams ship, with Ada Lindqvist', state: 'processing' });
  await seedSource(target, id, media, 3);
  const jobId = await addJob(target, {
    kind: 'transcribe',
    status: 'running',
    episodeId: id,
    ...heldForAnHour(target),
  });
  const progress: Progress = {
    episodeId: id,
    jobId,
    stage: 'transcribe',
    percent: 26,
    etaMs: 370_000,
    message: 'Listening: 12 of 48 min',
    state: 'running',
    seq: 4,
    attempt: 1,
    updatedAt: target.now + HOUR_MS,
    error: null,
  };
  const file = paths.progressFile(target.env, id);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(progress));
  return id;
}

async function seedRendering(target: Target, media: SeedMedia): Promise<string> {
  const createdAt = target.now - HOUR_MS;
  const title = 'Maria Okafor on leaving a safe job at fifty';
  const id = await addEpisode(target, { title, state: 'processing', createdAt });
  await seedSource(target, id, media, 4);
  await seedClips(target, id, media, 3);
  return id;
}

async function seedFailed(target: Target, media: SeedMedia): Promise<string> {
  const createdAt = target.now - 9 * DAY_MS;
  const title = 'Solo: the three numbers I look at every Monday';
  const id = await addEpisode(target, { title, state: 'failed', createdAt });
  await seedSource(target, id, media, 5);
  await addJob(target, { kind: 'transcribe', status: 'failed', episodeId: id, errorCode: 'engine_failed' });
  return id;
}

async function seedRefused(target: Target): Promise<string> {
  const title = 'holiday-without-sound';
  const facts = { durationMs: null, hasVideo: null, language: null, createdAt: target.now - 12 * DAY_MS };
  const id = await addEpisode(target, { title, state: 'failed', ...facts });
  await addJob(target, { kind: 'probe', status: 'failed', episodeId: id, errorCode: 'media_no_audio' });
  return id;
}

/** An episode that was thrown away, and what a clean-up has removed. */
async function seedTrash(target: Target, media: SeedMedia): Promise<void> {
  const { db, now } = target;
  const title = 'A rehearsal that nobody should hear';
  const id = await addEpisode(target, { title, createdAt: now - 30 * DAY_MS });
  await seedSource(target, id, media, 9);
  await moveToTrash(db, id, now - 2 * DAY_MS);
  const entry = { at: now - DAY_MS, episodeId: null, files: 4, bytes: 48_300_000 };
  const [render, cache] = [newId(), newId()];
  await addStorageLog(db, { ...entry, id: render, trigger: 'pressure', reason: 'old_render', title: 'The first year' });
  await addStorageLog(db, {
    ...entry,
    id: cache,
    trigger: 'interval',
    reason: 'cache',
    title: null,
    at: now - 2 * DAY_MS,
  });
}

async function seedSilent(target: Target, media: SeedMedia): Promise<string> {
  const title = 'The interview that ended a company, ten years later, and what everyone in that room says about it now';
  const notes = [{ code: 'no_speech', text: 'No speech was found in this file.' }];
  const id = await addEpisode(target, { title, notes, createdAt: target.now - 20 * DAY_MS });
  await seedSource(target, id, media, 6);
  await addTranscript(target, id, { ...makeTranscript(LENGTH_MS), segments: [], words: [] });
  return id;
}
