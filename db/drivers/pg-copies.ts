import type pg from 'pg';

/** So many copies of before a migration stay in the database. */
const KEPT = 3;
const PREFIX = 'podpromo_before_';

/**
 * Copies every table into a schema of its own, `podpromo_before_RELEASE_TIME`, in the transaction of the migration:
 * the copy and what follows it are there together or not at all. Rows only; a dump of the server remains the way
 * to survive its loss. All but the newest are dropped.
 *
 * @param release whose migrations come next.
 */
export async function keepCopyBeforeMigration(client: pg.Client, release: string): Promise<void> {
  const time = new Date().toISOString().replaceAll(/[-:.]/g, '').toLowerCase();
  const copy = `${PREFIX}${release.replaceAll(/[^0-9a-z]/gi, '_').toLowerCase()}_${time}`;
  await client.query(`create schema "${copy}"`);
  const tables = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'",
  );
  for (const { name } of tables.rows) {
    await client.query(`create table "${copy}"."${name}" as table "${name}"`);
  }
  for (const old of (await listCopies(client)).slice(0, -KEPT)) await client.query(`drop schema "${old}" cascade`);
}

/** Copies of before a migration, oldest first. */
export async function listCopies(client: pg.Client): Promise<string[]> {
  const found = await client.query<{ name: string }>(
    'select schema_name as name from information_schema.schemata where starts_with(schema_name, $1)',
    [PREFIX],
  );
  const timeOf = (name: string) => name.slice(name.lastIndexOf('_') + 1);
  return found.rows.map((row) => row.name).sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
}
