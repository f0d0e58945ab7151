import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '#scripts/supervisor/commands.ts';

/** Below these lie known holes or data loss. `npm audit` may not answer, so they are tested. */
const FLOORS = {
  next: '16.4.6',
  react: '19.2.8',
  'react-dom': '19.2.8',
  zod: '4.6.6',
  '@tus/server': '2.4.3',
  '@tus/file-store': '2.1.1',
  'better-sqlite3': '13.0.0',
  node: '24.0.0',
} as const;
/** Not needed; should one come along with another package, it is no older. */
const FLOORS_WHERE_PRESENT = { sharp: '0.35.5', 'fast-xml-parser': '5.5.7', 'better-auth': '1.6.13' } as const;

const lockSchema = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });
const lock = lockSchema.parse(JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')));

describe('versions', () => {
  it.each(Object.entries(FLOORS))('%s is at least %s', (name, floor) => {
    const versions = versionsOf(name);
    expect(versions).not.toEqual([]);
    expect(versions.filter((version) => isOlder(version, floor))).toEqual([]);
  });

  it.each(Object.entries(FLOORS_WHERE_PRESENT))('%s is absent or at least %s', (name, floor) => {
    expect(versionsOf(name).filter((version) => isOlder(version, floor))).toEqual([]);
  });

  it('installed are those of the lock file', () => {
    const manifest = z.object({ version: z.string() });
    for (const name of Object.keys(FLOORS)) {
      const path = join(projectRoot, 'node_modules', name, 'package.json');
      expect(existsSync(path)).toBe(true);
      expect(versionsOf(name)).toContain(manifest.parse(JSON.parse(readFileSync(path, 'utf8'))).version);
    }
  });

  it('SQLite is at least 3.51.3, which does not corrupt a log that two processes share', () => {
    const database = new Sqlite(':memory:');
    try {
      const row = z.object({ version: z.string() }).parse(database.prepare('select sqlite_version() as version').get());
      expect(isOlder(row.version, '3.51.3')).toBe(false);
    } finally {
      database.close();
    }
  });
});

function versionsOf(name: string): string[] {
  return Object.entries(lock.packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .flatMap(([, { version }]) => version ?? []);
}

function isOlder(version: string, floor: string): boolean {
  return version.localeCompare(floor, 'en', { numeric: true }) < 0;
}
