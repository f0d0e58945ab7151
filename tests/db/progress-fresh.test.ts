import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { statementCounts } from '#db/statement-counts.ts';
import { writeJsonAtomic } from '#lib/server/atomic-json.ts';
import { createContext } from '#lib/server/context.ts';
import { readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { paths } from '#lib/server/paths.ts';
import { readProgress } from '#lib/server/progress/read.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { claimed, queued } from './job-steps.ts';
import { storeEpisode } from './rows.ts';

describeEachDatabase('polls', (getDb, database) => {
  test('see every change at once, by whomever, and on SQLite read nothing while there is none', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'podpromo-polls-'));
    const env = { ...readEnv({ DATA_DIR: dataDir }), ...database.env() };
    const context = createContext(env, createLogger('silent', 'test'));
    const other = await openDatabase(database.env());
    try {
      const db = await context.database();
      const { episodes } = db.tables;
      const id = await storeEpisode(getDb());
      const read = () => readProgress(context, id);
      const setState = (by: typeof db, state: 'ready' | 'failed') =>
        by.orm.update(episodes).set({ state }).where(eq(episodes.id, id));
      expect(await read()).toMatchObject({ state: 'queued' });
      const before = statementCounts.total;
      for (let poll = 0; poll < 50; poll += 1) await read();
      if (database.dialect === 'sqlite') expect(statementCounts.total).toBe(before);
      await setState(other, 'failed');
      expect(await read()).toMatchObject({ state: 'failed' });
      await setState(db, 'ready');
      expect(await read()).toMatchObject({ state: 'done' });
    } finally {
      await other.close();
      await (await context.database()).close();
      await rm(dataDir, { recursive: true });
    }
  });

  test('read the file again once it was replaced', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'podpromo-polls-'));
    const env = { ...readEnv({ DATA_DIR: dataDir }), ...database.env() };
    const context = createContext(env, createLogger('silent', 'test'));
    try {
      const id = await storeEpisode(getDb());
      await queued(getDb(), { episodeId: id, kind: 'transcribe', now: Date.now() - 1000 });
      const { job } = await claimed(getDb(), Date.now());
      await mkdir(paths.episodeDir(env, id), { recursive: true });
      for (const percent of [1, 2, 3]) {
        await writeJsonAtomic(paths.progressFile(env, id), {
          episodeId: id,
          jobId: job.id,
          stage: 'transcribe',
          percent,
          etaMs: null,
          message: 'Listening',
          state: 'running',
          seq: percent,
          attempt: 1,
          updatedAt: Date.now(),
          error: null,
        });
        expect(await readProgress(context, id)).toMatchObject({ state: 'running', percent });
      }
      await rm(paths.progressFile(env, id));
      expect(await readProgress(context, id)).toMatchObject({ state: 'running', percent: null });
    } finally {
      await (await context.database()).close();
      await rm(dataDir, { recursive: true });
    }
  });
});
