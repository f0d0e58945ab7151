import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { makeEpisode } from '../speech/episode.ts';
import { projectRoot } from '../supervisor/commands.ts';
import { DEMO_SCRIPT } from './script.ts';

/** What the home page offers to try: our own words, spoken by a synthesizer, so that it is free to hand on. */
const OUT = join(projectRoot, 'public', 'sample', 'the-first-hour.mp3');

// `node scripts/demo/make-sample.ts`: makes public/sample anew after a change of the script.
const dir = await mkdtemp(join(tmpdir(), 'podpromo-sample-'));
try {
  const wav = join(dir, 'sample.wav');
  const { durationMs, synthesizer } = await makeEpisode({ sentences: DEMO_SCRIPT, outPath: wav });
  const tags = ['-metadata', 'title=The first hour', '-metadata', `comment=Spoken by ${synthesizer}. MIT licence.`];
  await execa('ffmpeg', ['-v', 'error', '-y', '-i', wav, '-ac', '1', '-b:a', '40k', ...tags, OUT]);
  process.stdout.write(`${OUT}: ${Math.round(durationMs / 1000)} s, spoken by ${synthesizer}\n`);
} finally {
  await rm(dir, { recursive: true, force: true });
}
