import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** What a program of ours needs to run on Node: its code and its packages, and not `.env` or data beside them. */
export const OUR_CODE: readonly string[] = ['package.json', 'lib', 'workers', 'node_modules'].map((name) =>
  join(root, name),
);
