import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-command-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** `npm run model --` from a folder without models. */
async function model(...args: string[]) {
  const env = { DATA_DIR: folder, MODELS_DIR: undefined, WHISPER_MODEL_PATH: undefined, INIT_CWD: folder };
  const result = await execa(process.execPath, [join(ROOT, 'scripts', 'model.ts'), ...args], { env, reject: false });
  return { code: result.exitCode, out: result.stdout, error: result.stderr };
}

test.each([
  [[], /^usage: npm run model/],
  [['get', 'huge'], /^NAME must be one of tiny/],
  [['import', 'nowhere'], /^There is no model\.bin in .*nowhere: import takes a faster-whisper folder$/],
  [['check', 'small'], /^small is not here: npm run model -- get small$/],
  [['remove', 'small'], /^small is not here$/],
])('%j is refused in one sentence', async (args, sentence) => {
  const { code, error } = await model(...args);
  expect([code, error]).toEqual([2, expect.stringMatching(sentence)]);
});

test('the list says what is here and what is to fetch', async () => {
  const { code, out } = await model('list');
  expect(code).toBe(0);
  expect(out).toMatch(/^\* base +99 languages .*to fetch$/m);
});
