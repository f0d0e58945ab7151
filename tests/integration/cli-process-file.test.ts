import { readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { listEpisodes } from '#db/repositories/episodes.ts';
import { AppError } from '#lib/server/app-error.ts';
import { readEnv } from '#lib/server/env.ts';
import { openFile } from '#scripts/cli/open-file.ts';
import { processFile } from '#scripts/cli/process-file.ts';
import { createProgressLines } from '#scripts/cli/progress-lines.ts';
import { openWorkspace } from '#scripts/cli/workspace.ts';
import { temporaryFolder } from '#tests/helpers/cli.ts';
import { wavOfSize } from '#tests/helpers/media-heads.ts';
import { prepareSpeech, type SpeechEngine } from '#workers/engines/prepare-speech.ts';

vi.mock('#workers/engines/prepare-speech.ts', () => ({ prepareSpeech: vi.fn() }));

const ENGINE: SpeechEngine = {
  binary: '/nowhere/whisper-cli',
  capabilities: { version: '1', dtw: false, flashAttentionSwitch: false, vad: false },
  modelPath: '/nowhere/model.bin',
  modelName: 'base',
  weights: 'base',
  multilingual: true,
  dtwPreset: null,
  engineLabel: 'whisper.cpp 1',
};

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

test('an engine that goes away between its check and its use ends the command', async () => {
  vi.mocked(prepareSpeech)
    .mockResolvedValueOnce(ENGINE)
    .mockRejectedValue(new AppError('engine_missing', { detail: 'WHISPER_BIN does not name a program' }));
  const file = join(folder.dir, 'a.mp3.wav');
  await writeFile(file, wavOfSize(400_000));
  const base = readEnv({ DATA_DIR: join(folder.dir, 'data') });
  const input = await openFile(file, base.maxFileBytes);
  const workspace = await openWorkspace(base);
  onTestFinished(() => workspace.close());
  const lines = createProgressLines(() => undefined);
  const { signal } = new AbortController();
  await expect(processFile(workspace, input, { options: {}, base, lines, signal })).rejects.toMatchObject({
    code: 'engine_missing',
    message: expect.stringContaining('went away'),
  });
  expect(prepareSpeech).toHaveBeenCalledTimes(2);
  // The person's file lies there under the name that an uploaded one would have.
  const [episode] = await listEpisodes(workspace.db);
  expect(await readlink(join(workspace.env.uploadDir, episode?.id ?? '', 'source.wav'))).toBe(input.path);
});
