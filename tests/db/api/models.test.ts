import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { saveModelSpeed } from '#lib/server/models/model-speeds.ts';
import { paths } from '#lib/server/paths.ts';
import { modelListSchema } from '#lib/shared/api/models.ts';
import { MODEL_NAMES, VECTOR_MODEL } from '#lib/shared/speech-models.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { strict } from '#tests/helpers/strict.ts';
import * as modelRoute from '../../../app/api/models/[name]/route.ts';
import * as modelsRoute from '../../../app/api/models/route.ts';
import { claimed, queued } from '../job-steps.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

describeEachDatabase('speech models over the API', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const read = async (response: Response) => strict(modelListSchema).parse(await response.json()).models;
  const list = async () => await read(await call(modelsRoute.GET));
  const model = async (name: string) => (await list()).find((entry) => entry.name === name);
  const folder = () => paths.modelsDir(api.context.env);
  async function put(file: string): Promise<void> {
    await mkdir(folder(), { recursive: true });
    await writeFile(join(folder(), file), 'weights');
  }

  test('all that are offered, with what is known of each', async () => {
    await put('ggml-small-q5_1.bin');
    await saveModelSpeed(api.context.env, 'small', { audioMs: 60_000, tookMs: 24_000, threads: 2 });
    await saveModelSpeed(api.context.env, 'base', { audioMs: 5000, tookMs: 100, threads: 2 });
    expect((await list()).map((entry) => entry.name)).toEqual([...MODEL_NAMES, VECTOR_MODEL.name]);
    expect(await model(VECTOR_MODEL.name)).toMatchObject({ kind: 'vectors', present: false, checksum: null });
    expect(await model('small')).toMatchObject({
      ...{ languages: 'all', present: true, sizeBytes: 7, removable: true, checksum: 'unchecked' },
      ...{ timesRealTime: 2.5, chosen: false, fetching: null },
    });
    expect(await model('base')).toMatchObject({
      ...{ present: false, sizeBytes: null, removable: false, checksum: null, timesRealTime: null, chosen: true },
    });
  });

  test('one is fetched by the worker, once', async () => {
    const ask = () => call(modelsRoute.POST, { body: { name: 'tiny' } });
    const answers = [await ask(), await ask()];
    expect(answers.map((answer) => answer.status)).toEqual([202, 202]);
    const jobs = await getDb().orm.select().from(getDb().tables.jobs);
    expect(jobs).toMatchObject([{ kind: 'model', episodeId: null, payload: { model: 'tiny' } }]);
    expect((await model('tiny'))?.fetching).toEqual({
      ...{ jobId: jobs[0]?.id, status: 'queued', percent: null, error: null },
    });
    const set = { status: 'failed', errorCode: 'model_missing', finishedAt: 1 } as const;
    await getDb().orm.update(getDb().tables.jobs).set(set);
    expect((await model('tiny'))?.fetching).toMatchObject({ status: 'failed', error: { code: 'model_missing' } });
    await put('ggml-tiny-q8_0.bin');
    expect((await model('tiny'))?.fetching).toBeNull();
    expect((await ask()).status).toBe(202);
    expect(await getDb().orm.select().from(getDb().tables.jobs)).toHaveLength(1);
  });

  test('the sentence vectors are fetched and removed as well', async () => {
    const { name } = VECTOR_MODEL;
    expect((await call(modelsRoute.POST, { body: { name } })).status).toBe(202);
    expect((await model(name))?.fetching).toMatchObject({ status: 'queued' });
    await mkdir(join(folder(), name, 'onnx'), { recursive: true });
    for (const file of ['vocab.txt', join('onnx', 'model_quantized.onnx')]) await put(join(name, file));
    expect(await model(name)).toMatchObject({ present: true, sizeBytes: 7, removable: true, chosen: true });
    const removed = await read(await call(modelRoute.DELETE, { params: { name }, method: 'DELETE' }));
    expect(removed.find((entry) => entry.name === name)).toMatchObject({ present: false, chosen: false });
    expect(await readdir(folder())).toEqual([]);
  });

  test('what we do not offer is not there', async () => {
    for (const name of ['gigantic', '..%2f..%2fetc', '']) {
      const response = await call(modelsRoute.POST, { body: { name } });
      expect([400, 404]).toContain(response.status);
    }
    for (const name of ['gigantic', '../secret', 'base']) {
      const response = await call(modelRoute.DELETE, { params: { name }, method: 'DELETE' });
      expect([response.status, (await response.json()).code]).toEqual([404, 'model_unknown']);
    }
  });

  test('one that is here is removed, but not while an episode is heard with it', async () => {
    const remove = () => call(modelRoute.DELETE, { params: { name: 'base' }, method: 'DELETE' });
    await put('ggml-base-q5_1.bin');
    await put('.ggml-base-q5_1.bin.json');
    await queued(getDb(), { kind: 'transcribe' });
    const { job } = await claimed(getDb());
    expect((await (await remove()).json()).code).toBe('model_in_use');
    await getDb()
      .orm.update(getDb().tables.jobs)
      .set({ status: 'succeeded' })
      .where(eq(getDb().tables.jobs.id, job.id));
    const left = await read(await remove());
    expect(left.find((entry) => entry.name === 'base')).toMatchObject({ present: false });
    expect(await readdir(folder())).toEqual([]);
  });
});
