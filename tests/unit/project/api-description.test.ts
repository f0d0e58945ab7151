import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const description = readFileSync(join(root, 'docs', 'api.md'), 'utf8');
const files = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('route.ts') && !path.includes('[...path]') && !path.includes('[[...path]]'))
  .sort();

/** `api/clips/[clipId]/route.ts` → `/api/clips/{id}`, `[kind]` → `{kind}` */
const addressOf = (file: string) =>
  `/${file
    .replace(/\/route\.ts$/, '')
    .replace('[kind]', '{kind}')
    .replace(/\[\w+\]/g, '{id}')}`;

test.each(files)('docs/api.md tells of every method of %s', (file) => {
  const text = readFileSync(join(root, 'app', file), 'utf8');
  const methods = [...text.matchAll(/^ {2}(GET|POST|PUT|PATCH|DELETE): route\(/gm)].map((match) => match[1]);
  expect(methods.length).toBeGreaterThan(0);
  const address = addressOf(file);
  // Two methods of one address may share a line: `GET`, `HEAD /api/…`.
  const told = [...description.matchAll(/`((?:[A-Z]+`, `)*[A-Z]+) (\/[^`\s?]*)/g)]
    .filter((match) => match[2] === address)
    .flatMap((match) => (match[1] ?? '').split('`, `'));
  expect(told).toEqual(expect.arrayContaining(methods));
});

test.each(files)('%s only passes on: at most 30 lines, named as its address', (file) => {
  const text = readFileSync(join(root, 'app', file), 'utf8');
  expect(text.split('\n').length).toBeLessThanOrEqual(31);
  expect(text).toContain(`'${addressOf(file)}'`);
});
