import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from '#db/client.ts';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { type DatabaseSource, describeEachDatabase, postgresSource } from '#tests/helpers/databases.ts';
import { createTestRunner, heldHandler, type TestRunner } from '#tests/helpers/runner.ts';
import { createTcpGate, type TcpGate } from '#tests/helpers/tcp-gate.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { row } from './job-steps.ts';

let postgres: DatabaseSource;
let direct: Database;
let db: Database;
let gate: TcpGate;
let runner: TestRunner;

beforeAll(async () => {
  postgres = await postgresSource({ shared: true });
});
beforeEach(async () => {
  const env = await postgres.create();
  const url = new URL(env.databaseUrl);
  gate = await createTcpGate({ host: url.hostname, port: Number(url.port) });
  url.port = String(gate.port);
  direct = await openDatabase(env);
  db = await openDatabase({ ...env, databaseUrl: url.href }, pino({ level: 'silent' }));
  runner = await createTestRunner(() => db);
});
afterEach(async () => {
  await runner.dispose();
  await Promise.all([db.close(), direct.close()]);
  await gate.dispose();
});
afterAll(() => postgres.dispose());

test('a job goes on while the database is away for longer than its lease, and is not done twice', async () => {
  const held = heldHandler();
  const run = runner.run(held.handler, { timing: { leaseMs: 900 } });
  const { id } = await enqueueJob(direct, { kind: 'suggest', episodeId: null });
  await waitFor(() => held.contexts.length === 1);
  await gate.close();
  const [context] = held.contexts;
  // The children of the job are ended by its signal alone.
  await waitFor(async () => ((await row(direct, id)).leaseExpiresAt ?? 0) < Date.now() - 1000, { what: 'the lease' });
  expect(context?.signal.aborted).toBe(false);
  held.release();
  await gate.open();
  await waitFor(async () => (await row(direct, id)).status === 'succeeded');
  expect(await row(direct, id)).toMatchObject({ attempts: 1, crashCount: 0 });
  expect(held.contexts).toHaveLength(1);
  const { id: next } = await enqueueJob(direct, { kind: 'suggest', episodeId: null });
  await waitFor(() => held.contexts.length === 2);
  held.release();
  await waitFor(async () => (await row(direct, next)).status === 'succeeded');
  await run.stop();
});

test('a job that needed the database while it was away is given back without counting', async () => {
  const held = heldHandler(async (context) => {
    await context.db.ping();
    return { effects: () => [] };
  });
  const run = runner.run(held.handler);
  const { id } = await enqueueJob(direct, { kind: 'suggest', episodeId: null });
  await waitFor(() => held.contexts.length === 1);
  await gate.close();
  held.release();
  await waitFor(() => runner.logs.some((line) => line.includes('does not answer')));
  await gate.open();
  await waitFor(async () => (await row(direct, id)).status === 'queued');
  expect((await row(direct, id)).attempts).toBe(0);
  await run.stop();
});

test('a worker can be ended while the database is away', async () => {
  const held = heldHandler();
  const run = runner.run(held.handler);
  await enqueueJob(direct, { kind: 'suggest', episodeId: null });
  await waitFor(() => held.contexts.length === 1);
  await gate.close();
  // While it is still away: were it waited for, the test's own time would be over.
  await run.stop();
});

describeEachDatabase('a clock that is set forward by an hour', (getDb) => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('rescues no job that is being worked on', async () => {
    const own = await createTestRunner(getDb);
    const held = heldHandler();
    const run = own.run(held.handler, { timing: { leaseMs: 900, sweepMs: 100 } });
    const { id } = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    await waitFor(() => held.contexts.length === 1);
    const leaseUntil = async () => (await row(getDb(), id)).leaseExpiresAt;
    const before = await leaseUntil();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    await waitFor(async () => (await leaseUntil()) !== before, { what: 'a heartbeat' });
    vi.useRealTimers();
    expect(await row(getDb(), id)).toMatchObject({ status: 'running', attempts: 1, crashCount: 0 });
    expect(held.contexts[0]?.signal.aborted).toBe(false);
    held.release();
    await waitFor(async () => (await row(getDb(), id)).status === 'succeeded');
    await run.stop();
    await own.dispose();
  });
});
