import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { writeJsonAtomic } from '#lib/server/atomic-json.ts';
import { paths } from '#lib/server/paths.ts';
import { newId } from '#lib/shared/ids.ts';
import { progressSchema } from '#lib/shared/progress.ts';
import { type DatabaseSource, postgresSource } from '#tests/helpers/databases.ts';
import { createTcpGate, type TcpGate } from '#tests/helpers/tcp-gate.ts';
import * as episodesRoute from '../../../app/api/episodes/route.ts';
import * as progressRoute from '../../../app/api/progress/[episodeId]/route.ts';
import { queued } from '../job-steps.ts';
import { storeEpisode } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

let source: DatabaseSource;
let gate: TcpGate;
let api: ApiUnderTest;
let episodeId: string;

beforeAll(async () => {
  source = await postgresSource({ shared: true });
  const direct = await source.create();
  const db = await openDatabase(direct);
  episodeId = await storeEpisode(db, { state: 'processing' });
  await queued(db, { kind: 'transcribe', episodeId });
  await db.close();
  const url = new URL(direct.databaseUrl);
  gate = await createTcpGate({ host: '127.0.0.1', port: Number(url.port) });
  url.host = `127.0.0.1:${gate.port}`;
  api = await openApi({ ...direct, databaseUrl: url.href });
  await mkdir(paths.episodeDir(api.context.env, episodeId), { recursive: true });
  await writeJsonAtomic(paths.progressFile(api.context.env, episodeId), {
    episodeId,
    jobId: newId(),
    stage: 'transcribe',
    percent: 30,
    etaMs: null,
    message: 'Listening',
    state: 'running',
    seq: 9,
    attempt: 1,
    updatedAt: Date.now(),
    error: null,
  });
});
afterAll(async () => {
  await api.close();
  await gate.dispose();
  await source.dispose();
});

const progress = async (id: string) => {
  const response = await call(progressRoute.GET, { params: { episodeId: id } });
  expect(response.status).toBe(200);
  return progressSchema.parse(await response.json());
};

test('PostgreSQL goes away and comes back: progress answers all the while', async () => {
  // Nobody works on the job, whatever the file says.
  expect((await progress(episodeId)).state).toBe('queued');
  await gate.close();
  for (let round = 0; round < 5; round += 1) {
    expect(await progress(episodeId)).toMatchObject({ state: 'running', percent: 30 });
    expect(await progress(newId())).toMatchObject({ state: 'unknown', error: { code: 'database_unavailable' } });
    const list = await call(episodesRoute.GET);
    expect(`${list.status} ${(await list.json()).code}`).toBe('503 database_unavailable');
  }
  await gate.open();
  expect((await progress(episodeId)).state).toBe('queued');
  expect((await call(episodesRoute.GET)).status).toBe(200);
});
