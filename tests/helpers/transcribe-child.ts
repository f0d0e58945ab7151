import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnv } from '#lib/server/env.ts';
import { speechEngine, textOf, transcribeFile } from './transcribing.ts';

/**
 * Transcribes in a process of its own, which can be killed: `node transcribe-child.ts FILE FOLDER [MODEL]`. Says
 * `kept` after each result, and `{percent, etaMs}` now and then; leaves `text.json` in the folder.
 */
const [path = '', folder = '', model] = process.argv.slice(2);
const engine = await speechEngine(readEnv(), model);
const transcript = await transcribeFile({
  engine,
  path,
  folder,
  language: 'en',
  onKept: async () => void process.send?.('kept'),
  onProgress: ({ percent, etaMs }) => void process.send?.({ percent, etaMs }),
});
const lastMs = Math.max(0, ...transcript.segments.map((segment) => segment.endMs));
await writeFile(
  join(folder, 'text.json'),
  JSON.stringify({ text: textOf(transcript), words: transcript.words, lastMs, durationMs: transcript.durationMs }),
);
process.disconnect?.();
