import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { addToErrorGroup, listErrorGroups } from '#db/repositories/error-groups.ts';
import type { Database } from '#db/types.ts';
import { AppError } from '#lib/server/app-error.ts';
import { type FailureRecorder, recordFailures } from '#lib/server/failures/failure-recorder.ts';
import { createLogger, withLogFields } from '#lib/server/logger.ts';
import { errorListSchema } from '#lib/shared/api/errors.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import * as errorsRoute from '../../app/api/errors/route.ts';
import * as seenRoute from '../../app/api/errors/seen/route.ts';
import { call, openApi } from './api/studio-api.ts';

const HOUR_MS = 3_600_000;

describeEachDatabase('failures', (getDb, context) => {
  const recorders: FailureRecorder[] = [];
  const record = (database: () => Promise<Database> = async () => getDb()) => {
    const recorder = recordFailures({ database, retentionMs: HOUR_MS });
    recorders.push(recorder);
    return recorder;
  };
  afterEach(() => Promise.all(recorders.splice(0).map((recorder) => recorder.stop())));
  const quiet = (name: string) => createLogger('info', name, () => undefined);
  const groups = () => listErrorGroups(getDb(), Date.now() - HOUR_MS);

  test('the same code at the same place is one group, counted, with the ids of the last one', async () => {
    const recorder = record();
    const logger = quiet('worker');
    const fail = (jobId: string, error: Error) =>
      withLogFields({ jobId, kind: 'render', episodeId: 'e'.repeat(24) }, () =>
        logger.warn({ err: error }, 'job failed'),
      );
    fail('first', new AppError('ffmpeg_failed', { detail: 'My secret title' }));
    fail('second', new AppError('ffmpeg_failed', { cause: Object.assign(new Error('/home/me'), { code: 'ENOSPC' }) }));
    fail('third', new AppError('disk_full'));
    await recorder.flush();
    fail('fourth', new AppError('ffmpeg_failed'));
    await recorder.flush();
    const found = await groups();
    expect(found.map(({ code, place, source, count }) => ({ code, place, source, count }))).toEqual(
      expect.arrayContaining([
        { code: 'ffmpeg_failed', place: 'render: job failed', source: 'worker', count: 3 },
        { code: 'disk_full', place: 'render: job failed', source: 'worker', count: 1 },
      ]),
    );
    expect(found).toHaveLength(2);
    const group = found.find((one) => one.code === 'ffmpeg_failed');
    expect(group?.example).toMatchObject({
      jobId: 'fourth',
      episodeId: 'e'.repeat(24),
      requestId: null,
      error: 'AppError',
    });
    expect(JSON.stringify(found)).not.toMatch(/secret|\/home/);
  });

  test('what nobody foresaw is told apart by where it came from', async () => {
    const recorder = record();
    const logger = quiet('web');
    const first = new TypeError('x of user text');
    first.stack = 'TypeError: x\n    at a (/srv/lib/server/a.ts:7:1)';
    const second = new TypeError('x');
    second.stack = 'TypeError: x\n    at n (/srv/node_modules/p/lib/i.ts:1:1)\n    at b (/srv/lib/server/b.ts:8:1)';
    for (const err of [first, second, first]) logger.error({ err }, 'request failed');
    await recorder.flush();
    expect((await groups()).map(({ count, example }) => [count, example?.where]).sort()).toEqual([
      [1, 'lib/server/b.ts:8'],
      [2, 'lib/server/a.ts:7'],
    ]);
  });

  test('a database that is away loses nothing and fails nobody', async () => {
    let away = true;
    const recorder = record(async () => {
      if (away) throw new AppError('database_unavailable');
      return getDb();
    });
    const logger = quiet('web');
    const err = new AppError('internal');
    logger.error({ err }, 'one');
    await recorder.flush();
    logger.error({ err }, 'one');
    await recorder.flush();
    away = false;
    await recorder.flush();
    expect(await groups()).toMatchObject([{ count: 2 }]);
  });

  test('processes that write at the same moment lose no count', async () => {
    const dbs = await Promise.all([1, 2, 3, 4].map(() => context.open()));
    const now = Date.now();
    const example = { requestId: null, jobId: null, episodeId: null, error: 'Error', where: null, release: '0.1.0' };
    const failure = { id: 'one', code: 'internal', place: 'x', source: 'web', count: 1, example };
    const add = (db: Database) => addToErrorGroup(db, { ...failure, firstSeenAt: now, lastSeenAt: now });
    await Promise.all(Array.from({ length: 40 }, (_, index) => add(dbs[index % dbs.length] ?? getDb())));
    expect(await groups()).toMatchObject([{ id: 'one', count: 40, firstSeenAt: now }]);
  });

  test('seen is seen until it comes again; what is older than the retention goes', async () => {
    const api = await openApi(context.env());
    try {
      const list = async () => errorListSchema.parse(await (await call(errorsRoute.GET)).json());
      const example = {
        requestId: randomUUID(),
        jobId: null,
        episodeId: null,
        error: 'Error',
        where: null,
        release: '1.0.0',
      };
      const add = (id: string, at: number) =>
        addToErrorGroup(getDb(), {
          id,
          code: 'internal',
          place: id,
          source: 'web',
          count: 1,
          firstSeenAt: at,
          lastSeenAt: at,
          example,
        });
      const now = Date.now();
      await add('old', now - 25 * HOUR_MS);
      await add('a', now - 2000);
      await add('b', now - 1000);
      expect(await list()).toMatchObject({
        hours: 24,
        errors: [
          { id: 'b', seen: false, title: expect.any(String) },
          { id: 'a', seen: false },
        ],
      });
      const seen = await call(seenRoute.POST, { method: 'POST', body: { ids: ['a'] } });
      expect(errorListSchema.parse(await seen.json()).errors.map(({ id, seen: is }) => [id, is])).toEqual([
        ['b', false],
        ['a', true],
      ]);
      await call(seenRoute.POST, { method: 'POST', body: {} });
      await add('a', Date.now() + 1);
      expect((await list()).errors.map(({ id, seen: is, count }) => [id, is, count])).toEqual([
        ['a', false, 2],
        ['b', true, 1],
      ]);
      expect((await call(seenRoute.POST, { method: 'POST', body: { ids: 'a' } })).status).toBe(400);
      const recorder = record();
      quiet('web').error({ err: new Error('x') }, 'now');
      await recorder.flush();
      expect((await listErrorGroups(getDb(), 0)).map(({ id }) => id)).not.toContain('old');
    } finally {
      await api.close();
    }
  });
});
