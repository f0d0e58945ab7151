import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { putSetting } from '#db/repositories/settings.ts';
import { statementCounts } from '#db/statement-counts.ts';
import { createLogger, withLogFields } from '#lib/server/logger.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';

describeEachDatabase('slow statements', (_, context) => {
  test('are logged with their text and the ids of the job, without their values, and counted', async () => {
    const lines: string[] = [];
    const db = await openDatabase(
      context.env(),
      createLogger('info', 'worker', (line) => lines.push(line)),
    );
    const { settings } = db.tables;
    const wait =
      context.dialect === 'pg'
        ? sql<number>`(select 1 from pg_sleep(0.15))`
        : sql<number>`(with recursive c(x) as (select 1 union all select x + 1 from c where x < 3000000) select max(x) from c)`;
    const before = { ...statementCounts };
    try {
      await putSetting(db, 'my secret', 1);
      await withLogFields({ jobId: 'job-1', episodeId: 'episode-1' }, async () => {
        await db.orm.select({ slow: wait, value: settings.value }).from(settings).where(eq(settings.key, 'my secret'));
      });
    } finally {
      await db.close();
    }
    // On a machine that is short of breath the others are slow, too.
    const text = context.dialect === 'pg' ? 'pg_sleep' : 'with recursive';
    const found = lines.filter((one) => one.includes(text));
    expect(found).toHaveLength(1);
    const line: unknown = JSON.parse(found[0] ?? '');
    expect(line).toMatchObject({ level: 40, msg: 'slow statement', jobId: 'job-1', episodeId: 'episode-1' });
    expect(lines.join()).not.toContain('my secret');
    expect(statementCounts.slow).toBeGreaterThan(before.slow);
    expect(statementCounts.total).toBe(before.total + 2);
  });
});
