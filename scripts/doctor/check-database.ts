import { existsSync } from 'node:fs';
import { openDatabase } from '#db/client.ts';
import { MigrationError, migrate } from '#db/migrate.ts';
import { hasPendingMigrations } from '#db/pending.ts';
import { databaseTarget } from '#db/target.ts';
import type { Database } from '#db/types.ts';
import { AppError } from '#lib/server/app-error.ts';
import { type Examined, type Finding, ok, problem, sentenceOf, warning } from './finding.ts';

export interface DatabaseState {
  readonly findings: Finding[];
  /** Open, where it can be used as it is. */
  readonly db: Database | null;
}

/** Whether the database answers, is sound, and is of this version. */
export async function checkDatabase({ env, logger }: Examined): Promise<DatabaseState> {
  const about = 'database';
  const target = databaseTarget(env.databaseUrl);
  const update = async () => {
    await migrate(env);
    return 'brought the database to this version';
  };
  if (target.dialect === 'sqlite' && !existsSync(target.file)) {
    return {
      findings: [warning(about, `${target.file} is not there yet: it is made at the first start`, update)],
      db: null,
    };
  }
  try {
    const findings: Finding[] = [];
    if (target.dialect === 'sqlite') {
      const damage = await damageOf(target.file);
      if (damage.length > 0) {
        const text = `${target.file} is damaged: ${damage.join('; ')}. Restore a backup (npm run restore)`;
        return { findings: [problem(about, text)], db: null };
      }
      findings.push(ok(about, `${target.file}, no damage`));
    } else findings.push(ok(about, 'PostgreSQL answers'));
    if (await hasPendingMigrations(env)) {
      return {
        findings: [...findings, warning(about, 'is of an older version: the next start updates it', update)],
        db: null,
      };
    }
    const db = await openDatabase(env, logger);
    await db.ping();
    return { findings, db };
  } catch (error) {
    if (error instanceof MigrationError) return { findings: [problem(about, error.message)], db: null };
    if (error instanceof AppError) return { findings: [problem(about, sentenceOf(error))], db: null };
    throw error;
  }
}

async function damageOf(file: string): Promise<string[]> {
  const { inspectSqlite } = await import('#db/drivers/sqlite.ts');
  try {
    return await inspectSqlite(file);
  } catch (error) {
    // Torn so badly that not even the look through it ends.
    if (error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code))) {
      return [error.message];
    }
    throw error;
  }
}
