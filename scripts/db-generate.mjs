import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// npm run db:generate [-- --name what_changed]: writes the migrations of both dialects into drizzle/.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const kit = join(dirname(require.resolve('drizzle-kit')), 'bin.cjs');

for (const dialect of ['sqlite', 'pg']) {
  const { status, error } = spawnSync(process.execPath, [kit, 'generate', ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, DIALECT: dialect },
    stdio: 'inherit',
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
