import { basename, extname, join } from 'node:path';
import { formatTimecode } from '#lib/shared/time.ts';
import { clipArguments } from './cli/arguments.ts';
import { checkModel } from './cli/check-model.ts';
import { checkOut } from './cli/check-out.ts';
import { runCommand } from './cli/exit.ts';
import { openFile } from './cli/open-file.ts';
import { openTranscript } from './cli/open-transcript.ts';
import { processFile } from './cli/process-file.ts';
import { createProgressLines } from './cli/progress-lines.ts';
import { openWorkspace } from './cli/workspace.ts';
import { writeClips } from './cli/write-clips.ts';
import { readConfiguration } from './read-configuration.ts';

// `npm run clip -- FILE [--out DIR] [--count 10] [--aspect 9:16] [--language auto] [--model base] [--transcript words.srt] [--tighten off] [--style lit] [--design wave]`
await runCommand(async (signal) => {
  const {
    file,
    out,
    count,
    aspect,
    language,
    model,
    look,
    tighten,
    transcript: text,
  } = clipArguments(process.argv.slice(2));
  const base = readConfiguration();
  checkModel(model, language);
  const input = await openFile(file, base.maxFileBytes);
  const given = text === null ? null : await openTranscript(text);
  const dir = out ?? join(process.env.INIT_CWD ?? process.cwd(), `${basename(file, extname(file))}-clips`);
  await checkOut(dir, 'folder');
  const lines = createProgressLines();
  const workspace = await openWorkspace(base);
  try {
    const options = { count, aspect, look, tighten, language: language ?? undefined, model: model ?? undefined };
    const { episode, transcript } = await processFile(workspace, input, { options, base, lines, signal, given });
    const { clips, notes } = await writeClips(workspace, episode, transcript, dir);
    for (const clip of clips) {
      lines.say(`${clip.rank}. ${formatTimecode(clip.startMs)}-${formatTimecode(clip.endMs)}  ${clip.title}`);
    }
    for (const note of notes) lines.say(`Note: ${note.text}`);
    lines.say(`Done: ${clips.length} ${clips.length === 1 ? 'clip' : 'clips'} in ${dir}`);
  } finally {
    await workspace.close();
  }
});
