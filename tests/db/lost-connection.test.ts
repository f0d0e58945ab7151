import { createServer, type Socket } from 'node:net';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { openDatabase } from '#db/client.ts';
import { getEpisode, insertEpisodeStatement, listEpisodes } from '#db/repositories/episodes.ts';
import { postgresSource } from '#tests/helpers/databases.ts';
import { createTcpGate } from '#tests/helpers/tcp-gate.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { listeningLogger } from './listening-logger.ts';
import { episode, storeEpisode } from './rows.ts';

const envOf = (databaseUrl: string) => ({ databaseUrl, databasePoolSize: 2, sqlEcho: false });

test('a PostgreSQL that goes away is told while it is away, ends nothing, and is used again once it is back', async () => {
  const source = await postgresSource({ shared: true });
  onTestFinished(source.dispose);
  const { databaseUrl } = await source.create();
  const gate = await createTcpGate({ host: '127.0.0.1', port: Number(new URL(databaseUrl).port) });
  onTestFinished(gate.dispose);
  const url = new URL(databaseUrl);
  url.port = String(gate.port);
  const { lines, logger } = listeningLogger();
  const db = await openDatabase(envOf(url.href), logger);
  const id = await storeEpisode(db);

  await gate.close();
  await waitFor(() => lines.join('').includes('a database connection was lost'));
  await expect(getEpisode(db, id)).rejects.toMatchObject({ code: 'database_unavailable' });
  await expect(db.ping()).rejects.toMatchObject({ code: 'database_unavailable' });
  await expect(atomic(db, (tx) => [insertEpisodeStatement(tx, episode())])).rejects.toMatchObject({
    code: 'database_unavailable',
  });

  await gate.open();
  expect((await listEpisodes(db)).map((row) => row.id)).toEqual([id]);
  await db.close();
});

test('a connection that is taken away in a transaction rolls it back, and the next one works', async () => {
  const source = await postgresSource({ shared: true });
  onTestFinished(source.dispose);
  const env = await source.create();
  const { logger } = listeningLogger();
  const db = await openDatabase({ ...env, databasePoolSize: 1 }, logger);
  const admin = new pg.Client({ connectionString: env.databaseUrl });
  const locker = new pg.Client({ connectionString: env.databaseUrl });
  await Promise.all([admin.connect(), locker.connect()]);
  await locker.query('begin; lock table uploads');
  const work = atomic(db, (tx) => [
    insertEpisodeStatement(tx, episode()),
    tx.orm.select().from(tx.tables.uploads),
  ]).catch((error: unknown) => error);
  const waiting = `select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  const pid = await waitFor(async () => (await admin.query<{ pid: number }>(waiting)).rows[0]?.pid);
  await admin.query('select pg_terminate_backend($1)', [pid]);
  expect(await work).toMatchObject({ code: 'database_unavailable' });
  await Promise.all([admin.end(), locker.end()]);
  expect(await listEpisodes(db)).toEqual([]);
  await db.close();
});

test('a server that accepts and never answers is given up on', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket.on('error', () => socket.destroy())));
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    silent.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const db = await openDatabase(envOf(`postgres://127.0.0.1:${port}/x`));
  await expect(db.ping()).rejects.toMatchObject({ code: 'database_unavailable' });
  await db.close();
});
