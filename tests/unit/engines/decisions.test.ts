import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MODEL_CATALOGUE } from '#lib/shared/speech-models.ts';
import { installCommand } from '#workers/engines/binary/install-hint.ts';
import { withFolderLock } from '#workers/engines/folder-lock.ts';
import { chooseLanguage, spread, verdict } from '#workers/engines/speech/choose-language.ts';
import { openChunkStore } from '#workers/engines/speech/chunk-store.ts';
import { checkTranslation, languageFor, languageName } from '#workers/engines/speech/languages.ts';
import { createPace } from '#workers/engines/speech/pace.ts';
import { calmStep } from '#workers/engines/status.ts';
import { modelFacts } from '#workers/engines/weights/model-facts.ts';

const header = (audioLayers: number, textLayers: number, vocabulary: number, mels = 80) => ({
  ...{ audioLayers, textLayers, vocabulary, mels, fileType: 1, audioContext: 1500, textContext: 448 },
  ...{ audioState: 512, audioHeads: 8, textState: 512, textHeads: 8 },
});

describe('the language', () => {
  it('is asked for by code, with or without a region', () => {
    expect(languageFor('en', true)).toBe('en');
    expect(languageFor('pt-BR', true)).toBe('pt');
    expect(languageFor(null, true)).toBe('auto');
    expect(languageFor('auto', false)).toBe('en');
  });

  it('is refused with the reason where the model does not know it', () => {
    expect(() => languageFor('de', false)).toThrow(expect.objectContaining({ code: 'model_language' }));
    expect(() => languageFor('klingon', true)).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });

  const multilingual = { multilingual: true };

  it('is heard once in a short file and on windows spread over a long one', async () => {
    const asked: (readonly number[])[] = [];
    const detect = async (packs: readonly number[]) => {
      asked.push(packs);
      return packs.map(() => ({ language: 'en', probability: 0.97 }));
    };
    await chooseLanguage(multilingual, 4, detect);
    await chooseLanguage(multilingual, 60, detect);
    expect(asked).toEqual([[2], [10, 30, 50]]);
  });

  it('is heard again where the first window is not sure, and the majority counts', async () => {
    const heard = ['la', 'de', 'de', 'de', 'de'].map((language) => ({
      language,
      probability: language === 'la' ? 0.3 : 0.9,
    }));
    const detect = async (packs: readonly number[]) => heard.splice(0, packs.length);
    expect(await chooseLanguage(multilingual, 10, detect)).toEqual({ language: 'de', also: null });
    expect(verdict([])).toEqual({ language: 'en', share: 0 });
    expect(spread(2, 5)).toEqual([0, 1]);
  });

  it('is told where a part of the file is clearly spoken in another one', async () => {
    const heard = ['de', 'en', 'de'].map((language) => ({ language, probability: 0.95 }));
    const more = [...heard, ...heard];
    const detect = async (packs: readonly number[]) => more.splice(0, packs.length);
    expect(await chooseLanguage(multilingual, 60, detect)).toEqual({ language: 'de', also: 'en' });
    expect([languageName('de'), languageName('??')]).toEqual(['German', '??']);
  });

  it('is translated only by models that were taught to', () => {
    for (const engine of [
      { multilingual: false, modelName: 'base.en' },
      { multilingual: true, modelName: 'large-v3-turbo' },
    ]) {
      expect(() => checkTranslation(engine)).toThrow(expect.objectContaining({ code: 'model_translate' }));
    }
    checkTranslation({ multilingual: true, modelName: 'base' });
  });
});

describe('the shape of weights', () => {
  it.each([
    [header(4, 4, 51_864), { multilingual: false, dtwPreset: 'tiny.en' }],
    [header(6, 6, 51_865), { multilingual: true, dtwPreset: 'base' }],
    [header(32, 4, 51_866, 128), { multilingual: true, dtwPreset: 'large.v3.turbo' }],
    [header(32, 32, 51_866, 128), { multilingual: true, dtwPreset: 'large.v3' }],
    [header(32, 32, 51_865, 80), { multilingual: true, dtwPreset: null }],
    [header(24, 2, 51_864), { multilingual: false, dtwPreset: null }],
  ])('tells the model', (shape, facts) => {
    expect(modelFacts(shape)).toEqual(facts);
  });

  it('is offered under names whose first file is the one that is fetched', () => {
    const files = Object.fromEntries(MODEL_CATALOGUE.map(({ name, files: [first] }) => [name, first]));
    expect(files).toMatchObject({
      'tiny.en': 'ggml-tiny.en-q8_0.bin',
      base: 'ggml-base-q5_1.bin',
      medium: 'ggml-medium-q5_0.bin',
      'large-v3-turbo': 'ggml-large-v3-turbo-q5_0.bin',
    });
    expect(MODEL_CATALOGUE.every((model) => model.files.includes(`ggml-${model.name}.bin`))).toBe(true);
  });
});

describe('what to install', () => {
  it.each([
    ['ID=ubuntu\nID_LIKE=debian\n', 'sudo apt install build-essential cmake'],
    ['NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"\n', 'sudo dnf install gcc-c++ make cmake'],
    ['ID=arch\n', 'sudo pacman -S base-devel cmake'],
    ['ID=unheard-of\n', null],
  ])('follows the system', (release, command) => {
    expect(installCommand('linux', release)).toBe(command);
  });

  it('is the command line tools on a Mac', () => {
    expect(installCommand('darwin', '')).toBe('xcode-select --install');
  });
});

describe('the pace', () => {
  it('tells the time left by what this run did, not by what was kept', () => {
    let now = 0;
    const pace = createPace({ total: 1000, kept: 400 }, () => now);
    expect(pace.etaMs()).toBeNull();
    now = 2000;
    pace.add(100);
    expect(pace.percent()).toBe(50);
    expect(pace.etaMs()).toBe(10_000);
    now = 3000;
    expect(pace.etaMs()).toBe(9000);
  });

  it('goes on between two steps, but not past the next one', () => {
    let now = 0;
    const pace = createPace({ total: 1000, kept: 0, step: 100 }, () => now);
    now = 1000;
    expect(pace.percent()).toBe(0);
    pace.add(100);
    now = 1500;
    expect(pace.percent()).toBe(15);
    now = 60_000;
    expect(pace.percent()).toBe(19);
    expect(pace.etaMs()).toBeNull();
  });

  it('says nothing by the first of many steps, which holds the start of the engine, and leaves that out later', () => {
    let now = 0;
    const pace = createPace({ total: 1000, kept: 0, step: 100 }, () => now);
    now = 9000;
    pace.add(100);
    expect(pace.etaMs()).toBeNull();
    now = 10_000;
    pace.add(100);
    expect(pace.etaMs()).toBe(8000);
  });

  it('knows of work that came up on the way', () => {
    const pace = createPace({ total: 1000, kept: 500 });
    pace.grow(2000);
    expect(pace.percent()).toBe(25);
    pace.grow(1500);
    expect(pace.percent()).toBe(25);
  });

  it('says a step once, and not more than four times a second', () => {
    const said: (number | null)[] = [];
    let now = 0;
    const step = calmStep(
      (_, percent) => said.push(percent),
      () => now,
    );
    for (let i = 0; i < 100; i++) {
      step('Building', i);
      now += 10;
    }
    expect(said.length).toBeLessThanOrEqual(5);
    step('Next', 0);
    expect(said.at(-1)).toBe(0);
  });
});

describe('on disk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engine-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('results are found again by sound and settings, and only whole ones', async () => {
    const store = await openChunkStore(join(folder, 'chunks'));
    const sound = Uint8Array.of(1, 2, 3);
    const key = store.keyOf(sound, ['base', '-l', 'en']);
    expect(store.keyOf(sound, ['base', '-l', 'de'])).not.toBe(key);
    expect(store.keyOf(Uint8Array.of(1, 2, 4), ['base', '-l', 'en'])).not.toBe(key);
    expect(await store.get(key)).toBeNull();
    const output = { language: 'en', lines: [{ fromMs: 0, toMs: 9, tokens: [] }] };
    await store.put(key, output);
    expect(await store.get(key)).toEqual(output);
    await writeFile(join(folder, 'chunks', `${key}.json`), '{"language":');
    expect(await store.get(key)).toBeNull();
  });

  it('only one at a time works under a lock, and the next one goes on', async () => {
    const lock = join(folder, 'build.lock');
    const { signal } = new AbortController();
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 3 }, () => withFolderLock(lock, { signal }, work)));
    expect(most).toBe(1);
  });

  it('waiting for a lock can be given up', async () => {
    const lock = join(folder, 'build.lock');
    const controller = new AbortController();
    const inner = withFolderLock(lock, { signal: new AbortController().signal }, () =>
      withFolderLock(
        lock,
        { signal: controller.signal, onWait: () => controller.abort(new Error('enough')) },
        async () => 1,
      ),
    );
    await expect(inner).rejects.toThrow();
  });
});
