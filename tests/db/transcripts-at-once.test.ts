import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import { AppError } from '#lib/server/app-error.ts';
import { importTranscript } from '#lib/server/services/transcripts/transcript-import.ts';
import { listVersions, restoreVersion } from '#lib/server/services/transcripts/transcript-versions.ts';
import { readTranscript } from '#lib/server/services/transcripts/transcripts.ts';
import { segmentOf, wordsOf } from '#lib/shared/transcript/sentence.ts';
import { toSentences } from '#lib/shared/transcript/sentences.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { spoken } from '#tests/helpers/sentences.ts';
import { type ApiUnderTest, openApi } from './api/studio-api.ts';
import { storeEpisode } from './rows.ts';

describeEachDatabase('transcripts that several pages bring at once', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  async function transcribed(): Promise<string> {
    const id = await storeEpisode(getDb(), { durationMs: 60_000, state: 'ready' });
    const sentences = toSentences(spoken('We use boats here. It is fine.'), 'en');
    const heard = {
      ...{ language: 'en', durationMs: 60_000, model: 'base', engine: 'whisper.cpp', notes: [] },
      ...{ segments: sentences.map(segmentOf), words: wordsOf(sentences) },
    };
    await atomic(getDb(), (tx) => saveTranscriptStatements(tx, id, heard));
    return id;
  }

  const give = (id: string, word: string) =>
    importTranscript(api.context, id, {
      fileName: `${word}.srt`,
      text: `1\n00:00:00,000 --> 00:00:05,000\nWe use ${word} here.\n`,
    });

  /** How many came through; whoever did not is told that the text has changed. */
  async function through(tries: readonly Promise<unknown>[]): Promise<number> {
    const ends = await Promise.allSettled(tries);
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    const codes = refused.map((error) => (error instanceof AppError ? error.code : String(error)));
    expect(codes).toEqual(refused.map(() => 'transcript_changed'));
    return ends.length - refused.length;
  }

  test('given texts: each one that came through is there, or put aside', async () => {
    const id = await transcribed();
    const done = await through(['one', 'two', 'three', 'four'].map((word) => give(id, word)));
    expect(done).toBeGreaterThanOrEqual(1);
    expect(await listVersions(api.context, id)).toHaveLength(done);
  });

  test('of two that are put back, one comes through', async () => {
    const id = await transcribed();
    await give(id, 'one');
    await give(id, 'two');
    const { revision = '' } = await readTranscript(api.context, id);
    const versions = await listVersions(api.context, id);
    const tries = versions.map((version) => restoreVersion(api.context, id, { versionId: version.id, revision }));
    expect(await through(tries)).toBe(1);
    expect(await listVersions(api.context, id)).toHaveLength(2);
  });
});
