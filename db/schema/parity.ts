import { type Column, getTableName, is, type SQL, type Table } from 'drizzle-orm';
import { PgDialect, PgTable, getTableConfig as pgConfig } from 'drizzle-orm/pg-core';
import { SQLiteSyncDialect, SQLiteTable, getTableConfig as sqliteConfig } from 'drizzle-orm/sqlite-core';
import * as pg from './pg.ts';
import * as sqlite from './sqlite.ts';

/** Which types of PostgreSQL hold what a type of SQLite holds, by what JavaScript sees. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'text string': ['text string'],
  'text json': ['jsonb json'],
  'integer number': ['integer number', 'bigint number'],
  'integer boolean': ['boolean boolean'],
  'real number': ['double precision number'],
};

/** What SQLite's builder leaves out and PostgreSQL's writes down. */
const NO_ACTION = 'no action';

/** What both schemas must agree on, as plain values. */
interface TableShape {
  readonly name: string;
  readonly columns: Readonly<Record<string, unknown>>;
  readonly types: Readonly<Record<string, string>>;
  readonly indexes: readonly unknown[];
  readonly foreignKeys: readonly unknown[];
}

/**
 * Compares the two schemas: tables, columns, types, nullability, defaults, primary keys, uniques, indexes,
 * foreign keys.
 *
 * @returns one sentence a difference; none where the schemas are twins.
 */
export function schemaDifferences(
  left: Readonly<Record<string, unknown>> = sqlite,
  right: Readonly<Record<string, unknown>> = pg,
): string[] {
  const one = shapes(left);
  const two = shapes(right);
  const names = new Set([...one.keys(), ...two.keys()]);
  return [...names].flatMap((name) => {
    const [a, b] = [one.get(name), two.get(name)];
    if (!a || !b) return [`${name}: only for ${a ? 'SQLite' : 'PostgreSQL'}`];
    return tableDifferences(name, a, b);
  });
}

function tableDifferences(name: string, a: TableShape, b: TableShape): string[] {
  const parts = ['name', 'columns', 'indexes', 'foreignKeys'] as const;
  const different = parts
    .filter((part) => JSON.stringify(a[part]) !== JSON.stringify(b[part]))
    .map((part) => `${name}: ${part} differ: ${JSON.stringify(a[part])} and ${JSON.stringify(b[part])}`);
  const types = Object.entries(a.types)
    .filter(([column, type]) => !TYPES[type]?.includes(b.types[column] ?? ''))
    .map(([column, type]) => `${name}.${column}: ${type} cannot be ${b.types[column]}`);
  return [...different, ...types];
}

function shapes(schema: Readonly<Record<string, unknown>>): Map<string, TableShape> {
  const found = new Map<string, TableShape>();
  for (const [key, table] of Object.entries(schema)) {
    if (is(table, SQLiteTable)) found.set(key, shapeOf(sqliteConfig(table), sqliteSql));
    else if (is(table, PgTable)) found.set(key, shapeOf(pgConfig(table), pgSql));
  }
  return found;
}

interface TableConfig {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly indexes: readonly { readonly config: unknown }[];
  readonly foreignKeys: readonly {
    readonly onDelete?: string;
    readonly onUpdate?: string;
    reference(): { columns: readonly Column[]; foreignColumns: readonly Column[]; foreignTable: Table };
  }[];
}

function shapeOf(config: TableConfig, sqlText: (sql: SQL) => string): TableShape {
  const names = (columns: readonly Column[]) => columns.map((column) => column.name);
  return {
    name: config.name,
    columns: Object.fromEntries(
      config.columns.map((column) => [
        column.name,
        {
          notNull: column.notNull,
          primary: column.primary,
          unique: column.isUnique,
          hasDefault: column.hasDefault,
          default: column.default ?? null,
        },
      ]),
    ),
    types: Object.fromEntries(config.columns.map((column) => [column.name, typeOf(column)])),
    indexes: config.indexes.map((index) => indexShape(index.config, sqlText)).sort(),
    foreignKeys: config.foreignKeys
      .map((key) => {
        const { columns, foreignColumns, foreignTable } = key.reference();
        const target = `${getTableName(foreignTable)}(${names(foreignColumns)})`;
        return `${names(columns)} → ${target} delete ${key.onDelete ?? NO_ACTION} update ${key.onUpdate ?? NO_ACTION}`;
      })
      .sort(),
  };
}

function indexShape(config: unknown, sqlText: (sql: SQL) => string): string {
  const { name, unique, columns, where } = config as {
    name: string;
    unique?: boolean;
    columns: readonly { name?: string }[];
    where?: SQL;
  };
  const on = columns.map((column) => column.name);
  return `${name} on (${on.join(', ')})${unique ? ' unique' : ''}${where ? ` where ${sqlText(where)}` : ''}`;
}

/** The type of the database and what JavaScript sees of it; our own two kinds of text columns are told apart by use. */
function typeOf(column: Column): string {
  const type = column.getSQLType();
  if (column.dataType !== 'custom') return `${type} ${column.dataType}`;
  return `${type} ${column.mapToDriverValue('a') === 'a' ? 'string' : 'json'}`;
}

function sqliteSql(sql: SQL): string {
  return new SQLiteSyncDialect().sqlToQuery(sql).sql;
}

function pgSql(sql: SQL): string {
  return new PgDialect().sqlToQuery(sql).sql;
}
