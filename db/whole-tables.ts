import { asc, getTableColumns, getTableName, gt, type SQL } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as schema from './schema/sqlite.ts';
import type { Orm, Transaction } from './types.ts';

/** A row as the code sees it: names of the schema, JSON columns as values. */
export type WholeRow = Readonly<Record<string, unknown>>;

const ROWS_PER_PAGE = 200;
/** Values a statement may carry: 32,766 on SQLite, 65,535 on PostgreSQL. */
const VALUES_PER_INSERT = 20_000;

type TableName = keyof typeof schema;

/** Names of all tables, those that others refer to first. */
export function tableNames(): TableName[] {
  const names = Object.keys(schema).filter(isTableName);
  const tables = names.map((name) => [name, tableOf(schema, name)] as const);
  const ordered: TableName[] = [];
  const placed = new Set<string>();
  while (ordered.length < tables.length) {
    const before = ordered.length;
    for (const [name, table] of tables) {
      if (ordered.includes(name)) continue;
      const needs = getTableConfig(table).foreignKeys.map((key) => getTableName(key.reference().foreignTable));
      if (!needs.every((other) => placed.has(other) || other === getTableName(table))) continue;
      ordered.push(name);
      placed.add(getTableName(table));
    }
    if (ordered.length === before) throw new Error('the tables refer to each other in a circle');
  }
  return ordered;
}

/** All rows of a table by their key, a page at a time, so that memory stays small whatever its size. */
export async function* readTable(db: { orm: Orm; tables: object }, name: TableName): AsyncGenerator<WholeRow> {
  const table = tableOf(db.tables, name);
  const key = keyOf(table);
  let last: unknown;
  for (;;) {
    const after: SQL | undefined = last === undefined ? undefined : gt(key.column, last);
    const page: WholeRow[] = await db.orm
      .select()
      .from(table)
      .where(after)
      .orderBy(asc(key.column))
      .limit(ROWS_PER_PAGE);
    yield* page;
    last = page.at(-1)?.[key.name];
    if (page.length < ROWS_PER_PAGE) return;
  }
}

/**
 * Inserts rows as `readTable` gave them. Columns that are younger than the rows get their defaults.
 *
 * @throws Error for a column that this schema does not know.
 */
export async function insertRows(
  tx: Pick<Transaction, 'orm' | 'tables'>,
  name: TableName,
  rows: readonly WholeRow[],
): Promise<void> {
  const table = tableOf(tx.tables, name);
  const columns = new Set(Object.keys(getTableColumns(table)));
  const unknown = rows.flatMap((row) => Object.keys(row)).find((column) => !columns.has(column));
  if (unknown !== undefined) throw new Error(`table ${name} has no column ${unknown}`);
  const perInsert = Math.max(1, Math.floor(VALUES_PER_INSERT / columns.size));
  for (let start = 0; start < rows.length; start += perInsert) {
    await tx.orm.insert(table).values(rows.slice(start, start + perInsert));
  }
}

/** Removes every row of a table. */
export async function emptyTable(tx: Pick<Transaction, 'orm' | 'tables'>, name: TableName): Promise<void> {
  await tx.orm.delete(tableOf(tx.tables, name));
}

function isTableName(name: string): name is TableName {
  return Reflect.get(schema, name) instanceof SQLiteTable;
}

/** The table of that name in either dialect, under the types of SQLite (see schema/index.ts). */
export function tableOf(tables: object, name: TableName): SQLiteTable {
  const table: unknown = Reflect.get(tables, name);
  if (typeof table !== 'object' || table === null) throw new Error(`there is no table ${name}`);
  return table as SQLiteTable;
}

function keyOf(table: SQLiteTable): { name: string; column: SQLiteColumn } {
  for (const [name, column] of Object.entries(getTableColumns(table))) if (column.primary) return { name, column };
  throw new Error(`table ${getTableName(table)} has no key of one column`);
}
