import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEnv } from '#lib/server/env.ts';
import { decodeSpeech } from '#workers/engines/speech/pcm.ts';

/** Answers like ffmpeg where it is asked what it can do; decodes 2 s, and then the system kills it. */
const PROGRAM = `#!/bin/sh
case "$*" in
  -version) printf 'ffmpeg version 6.0\\nlibavutil      58.  2.100\\n' ;;
  *-filters) for name in ass loudnorm alimiter overlay alphamerge scale crop; do echo " .. $name  A->A  x"; done ;;
  *-encoders) echo ' V....D libx264  x' ;;
  *) head -c 64000 /dev/zero; kill -9 $$ ;;
esac
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-decode-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a decoder that is killed from outside fails, and leaves no half of the sound as if it were all', async () => {
  const program = join(folder, 'ffmpeg');
  await writeFile(program, PROGRAM, { mode: 0o755 });
  const env = readEnv({ DATA_DIR: folder, FFMPEG_PATH: program, FFPROBE_PATH: program });
  const output = join(folder, 'sound.pcm');
  const decoding = decodeSpeech({
    ...{ env, input: join(folder, 'source.mp3'), format: 'mp3', audioStream: 0, durationMs: 60_000, output },
    signal: new AbortController().signal,
  });
  await expect(decoding).rejects.toMatchObject({ code: 'ffmpeg_failed' });
  expect(await readdir(folder)).not.toContain('sound.pcm');
});
