import { migrate } from '#db/migrate.ts';
import { readConfiguration } from './read-configuration.ts';

// npm run db:migrate: brings the database of DATABASE_URL to the schema of this version.
try {
  await migrate(readConfiguration());
  process.stdout.write('The database is up to date.\n');
} catch (error) {
  process.stderr.write(
    `The database could not be migrated: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  if (error instanceof Error && error.cause instanceof Error) process.stderr.write(`  ${error.cause.message}\n`);
  process.exitCode = 1;
}
