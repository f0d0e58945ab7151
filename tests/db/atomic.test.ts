import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { isForeignKeyViolation, isUniqueViolation } from '#db/errors.ts';
import { insertAssetStatement, listAssets } from '#db/repositories/assets.ts';
import { getEpisode, insertEpisodeStatement, listEpisodes, updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { createUpload, getUpload, updateUploadStatement } from '#db/repositories/uploads.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { asset, episode, upload } from './rows.ts';

const reasonOf = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

describeEachDatabase('atomic', (getDb, context) => {
  test('stores everything and answers the rows of each statement', async () => {
    const row = episode();
    const [inserted, all, changed] = await atomic(getDb(), (tx) => [
      insertEpisodeStatement(tx, row),
      tx.orm.select({ title: tx.tables.episodes.title }).from(tx.tables.episodes),
      updateEpisodeStatement(tx, row.id, { title: 'Changed' }, ['failed']),
    ]);
    expect(inserted).toEqual([{ id: row.id }]);
    expect(all).toEqual([{ title: 'Episode' }]);
    expect(changed).toEqual([]);
  });

  test('stores nothing when a later statement fails', async () => {
    const db = getDb();
    const row = episode();
    const error = await reasonOf(
      atomic(db, (tx) => [insertEpisodeStatement(tx, row), insertAssetStatement(tx, asset('nobody'))]),
    );
    expect(isForeignKeyViolation(error)).toBe(true);
    expect(await getEpisode(db, row.id)).toBeNull();
  });

  test('stores nothing when the check refuses the results, and rethrows its error', async () => {
    const db = getDb();
    const refusal = new Error('nothing was updated');
    const row = episode();
    const work = atomic(
      db,
      (tx) => [
        insertEpisodeStatement(tx, row),
        updateUploadStatement(tx, row.id, { state: 'completed' }, ['finished']),
      ],
      ([, updated]) => {
        if (updated.length !== 1) throw refusal;
      },
    );
    expect(await reasonOf(work)).toBe(refusal);
    expect(await listEpisodes(db)).toEqual([]);
  });

  test('publishes an episode once, however many try at the same moment', async () => {
    const databases = [getDb(), await context.open(), await context.open()];
    const finished = await createUpload(getDb(), upload({ state: 'finished' }));
    const publish = (db: (typeof databases)[number]) =>
      atomic(
        db,
        (tx) => [
          updateUploadStatement(tx, finished.id, { state: 'completed' }, ['finished']),
          insertEpisodeStatement(tx, episode({ id: finished.id })),
          insertAssetStatement(tx, asset(finished.id, { path: `${finished.id}/source.mp3` })),
        ],
        ([updated]) => {
          if (updated.length !== 1) throw new Error('published already');
        },
      );
    const outcomes = await Promise.allSettled([...databases, ...databases].map(publish));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect((await getUpload(getDb(), finished.id))?.state).toBe('completed');
    expect(await listAssets(getDb(), finished.id)).toHaveLength(1);
  });

  test('does not lose an update among connections that count at the same time', async () => {
    const databases = [getDb(), await context.open(), await context.open()];
    const row = episode({ sizeBytes: 0 });
    await atomic(getDb(), (tx) => [insertEpisodeStatement(tx, row)]);
    const { episodes } = getDb().tables;
    const step = async (db: (typeof databases)[number]) => {
      for (;;) {
        const { sizeBytes = 0 } = (await getEpisode(db, row.id)) ?? {};
        const [changed] = await atomic(db, (tx) => [
          tx.orm
            .update(tx.tables.episodes)
            .set({ sizeBytes: sizeBytes + 1 })
            .where(and(eq(episodes.id, row.id), eq(episodes.sizeBytes, sizeBytes)))
            .returning(),
        ]);
        if (changed.length === 1) return;
      }
    };
    await Promise.all(Array.from({ length: 30 }, (_, index) => step(databases[index % 3] ?? getDb())));
    expect((await getEpisode(getDb(), row.id))?.sizeBytes).toBe(30);
  });

  test('a unique violation is known as one, and the connection is good afterwards', async () => {
    const db = getDb();
    const row = episode();
    await atomic(db, (tx) => [insertEpisodeStatement(tx, row)]);
    const inTransaction = await reasonOf(atomic(db, (tx) => [insertEpisodeStatement(tx, row)]));
    const alone = await reasonOf(db.orm.insert(db.tables.episodes).values(row).then());
    expect([inTransaction, alone].map(isUniqueViolation)).toEqual([true, true]);
    expect(isForeignKeyViolation(alone)).toBe(false);
    expect(await listEpisodes(db)).toHaveLength(1);
  });

  test('errors of statements do not carry their values', async () => {
    const db = getDb();
    const row = episode({ title: 'a secret title' });
    await atomic(db, (tx) => [insertEpisodeStatement(tx, row)]);
    const error = await reasonOf(atomic(db, (tx) => [insertEpisodeStatement(tx, row)]));
    expect(error instanceof Error && `${error.message} ${error.stack}`).not.toContain('secret');
  });
});
