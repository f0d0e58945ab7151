import { join } from 'node:path';
import { runChild } from '#lib/server/media/run-child.ts';

// Starts a child that writes the time into FOLDER/beating until it is ended: `sandboxed-sleeper.ts FOLDER`.
const [folder = ''] = process.argv.slice(2);
const file = JSON.stringify(join(folder, 'beating'));
await runChild({
  file: process.execPath,
  args: ['-e', `setInterval(() => require('node:fs').writeFileSync(${file}, String(performance.now())), 100)`],
  confinement: { kind: 'media', writes: [folder] },
  signal: new AbortController().signal,
  timeoutMs: 60_000,
  onStdout: () => undefined,
});
