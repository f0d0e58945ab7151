import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const EXIT = join(import.meta.dirname, '..', '..', 'scripts', 'cli', 'exit.ts');
/** A command that runs until it is told to stop, and then needs a moment to clean up. */
const COMMAND = `
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from ${JSON.stringify(EXIT)};
await runCommand(async (signal) => {
  try {
    console.log('running');
    await sleep(60_000, undefined, { signal });
  } finally {
    console.log('stopping');
    await sleep(300);
    console.log('cleaned up');
  }
});
`;

test('a Ctrl-C that npm sends on a second time does not keep a command from cleaning up', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', COMMAND], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (line !== 'cleaned up') child.kill('SIGINT');
  });
  const [code, signal] = await once(child, 'close');
  expect({ code, signal, lines }).toEqual({ code: 1, signal: null, lines: ['running', 'stopping', 'cleaned up'] });
});
