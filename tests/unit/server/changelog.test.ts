import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changelog } from '#lib/server/services/host/changelog.ts';
import { VERSION } from '#lib/server/version.ts';
import { changelogSchema } from '#lib/shared/api/changelog.ts';
import { strict } from '#tests/helpers/strict.ts';

test('CHANGELOG.md is read whole, and knows the release that runs', async () => {
  const text = await readFile(join(import.meta.dirname, '../../../CHANGELOG.md'), 'utf8');
  const { version, releases } = strict(changelogSchema).parse(changelog(text));
  expect(version).toBe(VERSION);
  expect(releases.map((release) => release.version)).toContain(VERSION);
  const items = releases.flatMap(({ changes }) => changes.flatMap((change) => change.items));
  expect(items).toHaveLength(text.split('\n').filter((line) => line.startsWith('- ')).length);
});
