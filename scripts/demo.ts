import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { runCommand } from './cli/exit.ts';
import { DEMO_SCRIPT } from './demo/script.ts';
import { makeEpisode } from './speech/episode.ts';

// `npm run demo [-- DIR]`: makes a sample episode of two minutes and puts it through `npm run clip`.
await runCommand(async (signal) => {
  const out = resolve(process.env.INIT_CWD ?? process.cwd(), process.argv[2] ?? 'demo-clips');
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-demo-'));
  try {
    process.stderr.write('Making a sample episode\n');
    const outPath = join(dir, 'the-first-hour.wav');
    const { synthesizer } = await makeEpisode({ sentences: DEMO_SCRIPT, outPath });
    process.stderr.write(`Spoken by ${synthesizer}\n`);
    const clip = await execa(
      process.execPath,
      [join(import.meta.dirname, 'clip.ts'), outPath, '--out', out, '--language', 'en', '--count', '3'],
      { stdio: 'inherit', reject: false, cancelSignal: signal, forceKillAfterDelay: 10_000 },
    );
    if (clip.exitCode !== 0) throw new Error('The demo did not go through; the reason is above.');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
