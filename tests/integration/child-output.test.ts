import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runChild } from '#lib/server/media/run-child.ts';

const BYTES = 8_000_000;
const PROGRAM = `process.stdout.write(Buffer.alloc(${BYTES}))`;

const run = (onStdout: (chunk: Buffer) => unknown) =>
  runChild({
    file: process.execPath,
    args: ['-e', PROGRAM],
    confinement: { kind: 'script' },
    signal: new AbortController().signal,
    timeoutMs: 60_000,
    onStdout,
  });

test('a child waits for what is done with its output: chunks come one at a time, and all of them', async () => {
  let busy = 0;
  let most = 0;
  let bytes = 0;
  const result = await run(async (chunk) => {
    busy += 1;
    most = Math.max(most, busy);
    for (let round = 0; round < 3; round += 1) await turn();
    bytes += chunk.length;
    busy -= 1;
  });
  expect(result.exitCode).toBe(0);
  expect({ most, bytes, busy }).toEqual({ most: 1, bytes: BYTES, busy: 0 });
});

test('where its output cannot be written the child is ended, and the reason thrown', async () => {
  const reason = new Error('no room');
  await expect(run(() => Promise.reject(reason))).rejects.toBe(reason);
});
