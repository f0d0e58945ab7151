import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Env, readEnv } from '#lib/server/env.ts';
import { makeMedia, mediaEnv, speechLikeSound } from '#tests/helpers/media.ts';
import { speechEngine, transcribeFile } from '#tests/helpers/transcribing.ts';
import { prepareSpeech, type SpeechEngine } from '#workers/engines/prepare-speech.ts';
import type { SpeechStatus } from '#workers/engines/status.ts';

/** Stands in for whisper-cli: knows its help, and fails at work. */
const HELP = '--output-json-full --print-progress --version --dtw MODEL --no-flash-attn --vad-model';
const FAKE_CLI = `#!/bin/sh
case "$1" in
  --help) echo "${HELP}" >&2 ;;
  --version) echo "whisper.cpp version: 9.9.9" ;;
  *) echo "out of memory" >&2; exit 3 ;;
esac
`;
/** Stands in for cmake: "builds" the program above, and counts how often. */
const FAKE_CMAKE = `#!/bin/sh
if [ "$1" = "-S" ]; then mkdir -p "$4/bin"; echo "$2" > "$FOLDER/sources"; exit 0; fi
echo built >> "$FOLDER/builds"
echo "[ 50%] Building"
if [ "$6" = "whisper-quantize" ]; then exit 1; fi
cp "$FOLDER/fake-cli" "$2/bin/whisper-cli"
echo "[100%] Built target whisper-cli"
`;

let folder: string;
let env: Env;
/** A working engine, for its weights. */
let real: SpeechEngine;
const signal = new AbortController().signal;

beforeAll(async () => {
  real = await speechEngine();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roads-'));
  await mkdir(join(folder, 'bin'));
  await program('../fake-cli', FAKE_CLI);
  for (const tool of ['sh', 'mkdir', 'cp', 'echo']) await symlink(`/bin/${tool}`, join(folder, 'bin', tool));
  vi.stubEnv('PATH', join(folder, 'bin'));
  env = readEnv({ DATA_DIR: join(folder, 'data'), WHISPER_MODEL_PATH: real.modelPath });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function program(name: string, text: string): Promise<void> {
  const path = join(folder, 'bin', name);
  await writeFile(path, text.replaceAll('$FOLDER', folder));
  await chmod(path, 0o755);
}
async function tools(): Promise<void> {
  await program('cmake', FAKE_CMAKE);
  await program('c++', '#!/bin/sh\n');
}
async function prepare(which: Env = env, model = 'base') {
  const statuses: SpeechStatus[] = [];
  const engine = await prepareSpeech(which, { model }, (status) => statuses.push(status), signal).catch(
    (error: unknown) => error,
  );
  return { engine, statuses, last: statuses.at(-1) };
}

describe('the speech engine', () => {
  it('is built once, also by several at a time, and known by its capabilities', async () => {
    await tools();
    const all = await Promise.all([prepare(), prepare(), prepare()]);
    for (const { engine } of all) {
      expect(engine).toMatchObject({ capabilities: { version: '9.9.9', dtw: true, flashAttentionSwitch: true } });
    }
    const again = await prepare();
    expect(again.engine).toMatchObject({ binary: expect.stringContaining(env.dataDir) });
    // Two targets, one build.
    expect((await readFile(join(folder, 'builds'), 'utf8')).trim().split('\n')).toHaveLength(2);
    const engines = await readdir(join(env.dataDir, 'engines'));
    expect(engines).toHaveLength(1);
    expect(await readdir(join(env.dataDir, 'engines', engines[0] ?? ''))).toContain('capabilities.json');
    expect(all.flatMap(({ statuses }) => statuses).some((status) => /^Building/.test(status.message))).toBe(true);
    // The real one writes there; the package's folder may belong to somebody else.
    expect(await readFile(join(folder, 'sources'), 'utf8')).toContain(join(env.dataDir, 'engines'));
  });

  it('is said to be missing in one sentence that says what to install, and found once it is there', async () => {
    const { engine, last } = await prepare();
    expect(engine).toMatchObject({ code: 'engine_missing' });
    expect(last).toMatchObject({ state: 'missing', message: expect.stringMatching(/compiler.*WHISPER_BIN/) });
    await tools();
    expect((await prepare()).last?.state).toBe('ready');
  });

  it('is not built again and again where the build fails, but as soon as its tools change', async () => {
    await tools();
    await program('cmake', `#!/bin/sh\necho tried >> "$FOLDER/tries"\necho "no such compiler" >&2\nexit 1\n`);
    const tries = async () => (await readFile(join(folder, 'tries'), 'utf8')).trim().split('\n').length;
    for (let round = 0; round < 3; round += 1) {
      const { engine, last } = await prepare();
      expect(engine).toMatchObject({ code: 'engine_missing', cause: { errors: [expect.any(Error)] } });
      expect(inspect(engine, { depth: 5 })).toContain('no such compiler');
      expect(last?.message).toMatch(/could not be built/);
      expect(await tries()).toBe(1);
    }
    expect(await readdir(join(env.dataDir, 'engines'))).toEqual([expect.stringMatching(/\.failed\.json$/)]);
    await program('cmake', FAKE_CMAKE);
    await utimes(join(folder, 'bin', 'cmake'), new Date(), new Date(Date.now() + 5000));
    expect((await prepare()).last?.state).toBe('ready');
    expect((await readdir(join(env.dataDir, 'engines'))).join()).not.toContain('failed');
  });

  it('is the one that make builds where cmake cannot, and cmake is not tried before each job', async () => {
    await tools();
    await program('cmake', `#!/bin/sh\necho tried >> "$FOLDER/tries"\nexit 1\n`);
    await program('make', '#!/bin/sh\ncp "$FOLDER/fake-cli" main\n');
    for (let round = 0; round < 3; round += 1) expect((await prepare()).last?.state).toBe('ready');
    expect(await readFile(join(folder, 'tries'), 'utf8')).toBe('tried\n');
  });

  it('is the one on PATH where there is one', async () => {
    await program('whisper-cli', FAKE_CLI);
    expect((await prepare()).engine).toMatchObject({ binary: join(folder, 'bin', 'whisper-cli') });
  });

  it('is never another than WHISPER_BIN names', async () => {
    await tools();
    const { engine } = await prepare(readEnv({ DATA_DIR: env.dataDir, WHISPER_BIN: join(folder, 'none') }));
    expect(engine).toMatchObject({ code: 'engine_missing', detail: expect.stringContaining('WHISPER_BIN') });
  });

  it('that stops at work fails the job with its code', async () => {
    await program('whisper-cli', FAKE_CLI);
    const path = join(folder, 'burst.wav');
    vi.unstubAllEnvs();
    await makeMedia(mediaEnv(folder), [...speechLikeSound(5), path]);
    const engine = { ...real, binary: join(folder, 'bin', 'whisper-cli') };
    const run = transcribeFile({ engine, path, folder: join(folder, 'kept'), language: 'en' });
    await expect(run).rejects.toMatchObject({ code: 'engine_failed' });
  });
});

describe('a speech model', () => {
  it('that is damaged is refused', async () => {
    const path = join(folder, basename(real.modelPath));
    await copyFile(real.modelPath, path);
    await chmod(path, 0o600);
    await truncate(path, 1_000_000);
    await program('whisper-cli', FAKE_CLI);
    const { engine, last } = await prepare(readEnv({ DATA_DIR: env.dataDir, WHISPER_MODEL_PATH: path }));
    expect(engine).toMatchObject({ code: 'model_damaged' });
    expect(last?.message).toMatch(/npm run model/);
  });

  it('that we do not offer is refused with the names of those we do', async () => {
    await program('whisper-cli', FAKE_CLI);
    const { engine } = await prepare(env, 'gigantic');
    expect(engine).toMatchObject({ code: 'model_missing', detail: expect.stringContaining('tiny.en') });
  });
});
