import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeJsonAtomic } from '#lib/server/atomic-json.ts';
import { type Transcript, transcriptSchema } from '#lib/shared/transcript.ts';
import { transcribeArguments } from './cli/arguments.ts';
import { checkModel } from './cli/check-model.ts';
import { checkOut } from './cli/check-out.ts';
import { runCommand } from './cli/exit.ts';
import { openFile } from './cli/open-file.ts';
import { openTranscript } from './cli/open-transcript.ts';
import { processFile } from './cli/process-file.ts';
import { createProgressLines } from './cli/progress-lines.ts';
import { openWorkspace } from './cli/workspace.ts';
import { readConfiguration } from './read-configuration.ts';

// `npm run transcribe -- FILE --out words.json [--language auto] [--model base] [--translate] [--transcript words.srt]`
await runCommand(async (signal) => {
  const { file, out, language, model, translate, transcript: text } = transcribeArguments(process.argv.slice(2));
  const base = readConfiguration();
  checkModel(model, language, translate);
  const input = await openFile(file, base.maxFileBytes);
  const given = text === null ? null : await openTranscript(text);
  await checkOut(out, 'file');
  const lines = createProgressLines();
  const workspace = await openWorkspace(base);
  try {
    const options = {
      language: language ?? undefined,
      model: model ?? undefined,
      translate: translate || undefined,
      stopAfter: 'transcribe',
    } as const;
    const { episode, transcript } = await processFile(workspace, input, { options, base, lines, signal, given });
    const known = new Set(transcript.notes.map((note) => note.code));
    const notes = [...transcript.notes, ...episode.notes.filter((note) => !known.has(note.code))];
    await mkdir(dirname(out), { recursive: true });
    await writeJsonAtomic(out, transcriptSchema.parse({ ...transcript, notes } satisfies Transcript));
    for (const note of notes) lines.say(`Note: ${note.text}`);
    lines.say(`Done: ${transcript.words.length} words in ${out}`);
  } finally {
    await workspace.close();
  }
});
