import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { atomic } from '#db/atomic.ts';
import { openDatabase } from '#db/client.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { encodeWaveform } from '#lib/server/media/waveform-file.ts';
import { assetRootDir } from '#lib/server/paths.ts';
import { newId } from '#lib/shared/ids.ts';
import { seedDone } from './clips.ts';
import { makeClips, makePeaks, makeTranscript } from './content.ts';
import { makeMedia } from './media.ts';
import { addAsset, addClips, addEpisode, addTranscript, type Target } from './rows.ts';
import { seedWorker } from './studio.ts';

export const LONG_MS = 3 * 3_600_000;
const RATE = 8000;
/** Above the pace of speech, so that there are 30,000 words. */
const PACE = 1.25;

export interface LongEpisode {
  readonly id: string;
  readonly words: number;
  readonly clips: number;
}

/** An episode of three hours with 30,000 words and 100 finished clips. Its file plays, and is silent. */
export async function seedLongEpisode(dataDir: string, clipCount = 100): Promise<LongEpisode> {
  const env = readEnv({ DATA_DIR: dataDir });
  const db = await openDatabase(env, createLogger('silent', 'seed'));
  const target: Target = { db, env, now: Date.now() };
  try {
    const media = await makeMedia(1000);
    await seedWorker(target);
    const id = await addEpisode(target, { title: 'Three hours with everyone who was there', durationMs: LONG_MS });
    await addSilence(target, id);
    await addWaveforms(target, id);
    const transcript = makeTranscript(LONG_MS, PACE);
    await addTranscript(target, id, transcript);
    const clips = makeClips(id, transcript, clipCount, target.now);
    await addClips(target, id, clips);
    for (const clip of clips) await seedDone(target, clip, media);
    return { id, words: transcript.words.length, clips: clips.length };
  } finally {
    await db.close();
  }
}

/** A WAV of silence that takes no room on the disk. */
async function addSilence({ db, env, now }: Target, episodeId: string): Promise<void> {
  const dataBytes = (LONG_MS / 1000) * RATE * 2;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  const path = `${episodeId}/source.wav`;
  const full = join(assetRootDir(env, 'uploads'), path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, header);
  const sizeBytes = header.length + dataBytes;
  await truncate(full, sizeBytes);
  const row = { id: newId(), episodeId, kind: 'source', root: 'uploads', path, mimeType: 'audio/wav' } as const;
  await atomic(db, (tx) => [insertAssetStatement(tx, { ...row, sizeBytes, createdAt: now })]);
}

async function addWaveforms(target: Target, episodeId: string): Promise<void> {
  const coarse = makePeaks(9);
  const json = {
    kind: 'peaks',
    mimeType: 'application/json',
    body: JSON.stringify({ durationMs: LONG_MS, peaks: coarse }),
  };
  await addAsset(target, episodeId, { ...json, kind: 'peaks', root: 'transcripts', path: `${episodeId}/peaks.json` });
  const levels = [10, 40, 160, 640, 2560].map((frameMs) => wobble(coarse, Math.ceil(LONG_MS / frameMs)));
  await addAsset(target, episodeId, {
    kind: 'waveform',
    root: 'transcripts',
    path: `${episodeId}/waveform.bin`,
    mimeType: 'application/octet-stream',
    body: encodeWaveform(levels),
  });
}

/** So many values that follow the coarse ones, up and down as syllables do. */
function wobble(coarse: readonly number[], count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => {
    const level = coarse[Math.floor((index / count) * coarse.length)] ?? 0;
    return Math.round(255 * level * (0.55 + 0.45 * Math.sin(index * 1.7) * Math.sin(index * 0.31)));
  });
}
