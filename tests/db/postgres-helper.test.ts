import pg from 'pg';
import { expect, test } from 'vitest';
import { startPostgres } from '#tests/helpers/postgres.ts';

test('the server of the npm package starts where the system has none', async () => {
  const server = await startPostgres({ source: 'embedded' });
  try {
    const client = new pg.Client({ connectionString: await server.createDatabase() });
    await client.connect();
    const { rows } = await client.query<{ version: string }>('select version()');
    await client.end();
    expect(rows[0]?.version).toMatch(/^PostgreSQL \d+/);
  } finally {
    await server.stop();
  }
});
