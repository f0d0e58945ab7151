import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { getEpisode } from '#db/repositories/episodes.ts';
import { getUpload } from '#db/repositories/uploads.ts';
import { type Env, readEnv } from '#lib/server/env.ts';
import { createUploadRow } from '#lib/server/uploads/create.ts';
import { finaliseUpload } from '#lib/server/uploads/finalise.ts';
import { publishEpisode } from '#lib/server/uploads/publish.ts';
import { removeUpload } from '#lib/server/uploads/remove.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { wavOfSize } from '#tests/helpers/media-heads.ts';
import { sha256 } from '#tests/helpers/tus.ts';

const hooks = vi.hoisted(() => ({ afterLocate: null as (() => Promise<void>) | null }));
vi.mock(import('#lib/server/uploads/locate.ts'), async (original) => {
  const actual = await original();
  const locateUpload: typeof actual.locateUpload = async (env, id) => {
    const located = await actual.locateUpload(env, id);
    const hook = hooks.afterLocate;
    hooks.afterLocate = null;
    await hook?.();
    return located;
  };
  return { ...actual, locateUpload };
});

describeEachDatabase('two processes finish one upload', (getDb) => {
  let env: Env;
  beforeEach(async () => {
    env = readEnv({ DATA_DIR: await mkdtemp(join(tmpdir(), 'podpromo-finalise-race-')) });
    await mkdir(join(env.uploadDir, '.tus'), { recursive: true });
  });
  afterEach(async () => {
    hooks.afterLocate = null;
    await rm(env.dataDir, { recursive: true, force: true });
  });

  test('the slower one leaves what the other has published as it is', async () => {
    const db = getDb();
    const context = { env, db, logger: pino({ level: 'silent' }) };
    const file = wavOfSize(150_000);
    const id = newId();
    await createUploadRow(context, { id, sizeBytes: file.byteLength, metadata: { filename: 'show.wav' } });
    await writeFile(join(env.uploadDir, '.tus', id), file);
    hooks.afterLocate = async () => {
      const row = await getUpload(db, id);
      if (!row) throw new Error('no upload');
      await mkdir(join(env.uploadDir, id));
      await rename(join(env.uploadDir, '.tus', id), join(env.uploadDir, id, 'source.wav'));
      const published = { sourcePath: `${id}/source.wav`, mimeType: 'audio/wav', sha256: sha256(file) };
      await publishEpisode(db, row, published);
    };
    expect(await finaliseUpload(context, id)).toEqual({ episodeId: id, sha256: sha256(file) });
    expect((await getUpload(db, id))?.state).toBe('completed');
    // Canceling the upload would else take the episode's source away.
    expect(await removeUpload(context, id)).toBe(false);
    expect((await getEpisode(db, id))?.state).toBe('queued');
  });
});
