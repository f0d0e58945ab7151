import { defineConfig } from 'drizzle-kit';

/** `DIALECT=pg` generates for PostgreSQL, else for SQLite; `npm run db:generate` runs both. */
const pg = process.env.DIALECT === 'pg';

export default defineConfig({
  dialect: pg ? 'postgresql' : 'sqlite',
  schema: pg ? './db/schema/pg.ts' : './db/schema/sqlite.ts',
  // A test generates elsewhere, to see that nothing is missing here.
  out: process.env.DRIZZLE_OUT ?? (pg ? './drizzle/pg' : './drizzle/sqlite'),
});
