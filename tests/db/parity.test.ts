import { bigint, index, integer as pgInteger, pgTable, text as pgText } from 'drizzle-orm/pg-core';
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { schemaDifferences } from '#db/schema/parity.ts';

test('the schemas of both dialects are twins', () => {
  expect(schemaDifferences()).toEqual([]);
});

test('a difference of any kind is told', () => {
  const twin = pgTable('t', { a: pgText('a').notNull(), n: bigint('n', { mode: 'number' }) }, (t) => [
    index('t_a').on(t.a),
  ]);
  const differences = (table: unknown, other: unknown = twin) => schemaDifferences({ t: table }, { t: other });
  const number = integer('n');
  expect(differences(sqliteTable('t', { a: text('a').notNull(), n: number }))[0]).toMatch(/^t: indexes differ/);
  const unique = sqliteTable('t', { a: text('a').notNull(), n: number }, (t) => [uniqueIndex('t_a').on(t.a)]);
  expect(differences(unique)[0]).toMatch(/unique/);
  const bare = pgTable('t', { a: pgText('a').notNull() });
  expect(differences(sqliteTable('t', { a: text('a') }), bare)[0]).toMatch(/columns differ/);
  expect(differences(sqliteTable('t', { a: text('a').notNull().default('x') }), bare)[0]).toMatch(/columns differ/);
  expect(differences(sqliteTable('t', { a: text('a').notNull(), n: number }), bare)).toHaveLength(2);
  expect(differences(sqliteTable('t', { a: integer('a').notNull() }), bare)).toEqual([
    't.a: integer number cannot be text string',
  ]);
  expect(differences(sqliteTable('u', { a: text('a').notNull() }), bare)[0]).toMatch(/name differ/);
  expect(schemaDifferences({}, { t: bare })).toEqual(['t: only for PostgreSQL']);
  const parent = sqliteTable('p', { id: text('id').primaryKey() });
  const child = sqliteTable('t', {
    a: text('a')
      .notNull()
      .references(() => parent.id),
  });
  expect(differences(child, bare)[0]).toMatch(/foreignKeys differ/);
  const boolean = sqliteTable('t', { n: integer('n', { mode: 'boolean' }) });
  expect(differences(boolean, pgTable('t', { n: pgInteger('n') }))).toEqual([
    't.n: integer boolean cannot be integer number',
  ]);
});
