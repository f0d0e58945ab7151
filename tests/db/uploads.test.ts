import { expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement, totalAssetBytes } from '#db/repositories/assets.ts';
import {
  createUpload,
  deleteUpload,
  getUpload,
  listStaleUploads,
  listUploads,
  openUploadBytes,
  updateUpload,
} from '#db/repositories/uploads.ts';
import { AppError } from '#lib/server/app-error.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { asset, storeEpisode, upload } from './rows.ts';

const GIB_3 = 3 * 1024 ** 3;

describeEachDatabase('uploads', (getDb, context) => {
  test('keeps sizes past 2 GiB and what the upload server stores', async () => {
    const tus = { size: GIB_3, offset: GIB_3 - 1, metadata: { filename: 'ä "1" 🎙.mp3' }, creation_date: 'x' };
    const row = await createUpload(getDb(), upload({ sizeBytes: GIB_3, tus, fingerprint: 'f' }));
    expect(row).toMatchObject({ sizeBytes: GIB_3, tus, fingerprint: 'f', state: 'open' });
    expect(await getUpload(getDb(), row.id)).toEqual(row);
  });

  test('changes only what is given', async () => {
    const row = await createUpload(getDb(), upload({ fingerprint: 'f' }));
    const changed = await updateUpload(getDb(), row.id, { state: 'finished', updatedAt: 5000 });
    expect(changed).toEqual({ ...row, state: 'finished', updatedAt: 5000 });
    expect(await updateUpload(getDb(), 'nobody', { state: 'finished' })).toBeNull();
  });

  test('counts declared bytes of what is not an episode yet, as a number', async () => {
    const db = getDb();
    expect(await openUploadBytes(db)).toBe(0);
    await createUpload(db, upload({ sizeBytes: GIB_3 }));
    await createUpload(db, upload({ sizeBytes: GIB_3, state: 'finished' }));
    await createUpload(db, upload({ sizeBytes: 7, state: 'completed' }));
    expect(await openUploadBytes(db)).toBe(2 * GIB_3);
  });

  test('refuses a new upload by what its check throws, and stores nothing of it', async () => {
    const db = getDb();
    const episodeId = await storeEpisode(db);
    await storeEpisode(db, { state: 'ready' });
    await atomic(db, (tx) => [insertAssetStatement(tx, asset(episodeId, { sizeBytes: GIB_3 }))]);
    const row = upload({ sizeBytes: 10 });
    const refused = createUpload(
      db,
      row,
      (usage) => {
        expect(usage).toEqual({
          openBytes: 10,
          openUploads: 1,
          assetBytes: GIB_3,
          activeEpisodes: 1,
          reservedBytes: 20,
        });
        throw new AppError('storage_quota_exceeded');
      },
      20,
    );
    await expect(refused).rejects.toMatchObject({ code: 'storage_quota_exceeded' });
    expect(await getUpload(db, row.id)).toBeNull();
    expect(await totalAssetBytes(db)).toBe(GIB_3);
  });

  test('20 uploads at the same moment never get past the limit', async () => {
    const databases = [getDb(), await context.open(), await context.open(), await context.open()];
    const limit = 100;
    await createUpload(getDb(), upload({ sizeBytes: 90 }));
    const create = (index: number) =>
      createUpload(databases[index % 4] ?? getDb(), upload({ sizeBytes: 3 }), ({ openBytes }) => {
        if (openBytes > limit) throw new AppError('storage_quota_exceeded');
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => create(index)));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(3);
    expect(await openUploadBytes(getDb())).toBe(99);
  });

  test('lists by state, newest first, and those that nobody has touched for long', async () => {
    const db = getDb();
    await createUpload(db, upload({ id: 'old', createdAt: 1, updatedAt: 10 }));
    await createUpload(db, upload({ id: 'new', createdAt: 2, updatedAt: 20 }));
    await createUpload(db, upload({ id: 'whole', createdAt: 3, updatedAt: 5, state: 'finished' }));
    const ids = (rows: { id: string }[]) => rows.map((row) => row.id);
    expect(ids(await listUploads(db, ['open']))).toEqual(['new', 'old']);
    expect(ids(await listUploads(db, ['open', 'finished']))).toEqual(['whole', 'new', 'old']);
    expect(ids(await listUploads(db, []))).toEqual([]);
    expect(ids(await listStaleUploads(db, 20))).toEqual(['old']);
  });

  test('deletes once', async () => {
    const { id } = await createUpload(getDb(), upload());
    expect([await deleteUpload(getDb(), id), await deleteUpload(getDb(), id)]).toEqual([true, false]);
  });

  test('stores texts that PostgreSQL would refuse: NUL and halves of surrogate pairs', async () => {
    const row = await createUpload(getDb(), upload({ fileName: 'a\0b\ud800.mp3', tus: { name: 'a\0b\ud800' } }));
    expect(row).toMatchObject({ fileName: 'ab\ufffd.mp3', tus: { name: 'ab\ufffd' } });
  });
});
