import { cpSync, existsSync, readdirSync } from 'node:fs';
import { at, hashOf, remove, stampMatches, writeStamp } from './files.mjs';
import { pinnedNode, seconds } from './install.mjs';
import { Failure, run, say } from './run.mjs';

const OUT = at('.next');
const STANDALONE = at('.next', 'standalone');
const STAMP = at('.next', 'podpromo-build.json');

/** Everything that the built pages are made from. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'db',
  'public',
  'instrumentation.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'CHANGELOG.md',
  'package.json',
  'package-lock.json',
];

/** Whether the built pages are those of the present sources. */
export function buildIsFresh() {
  return existsSync(at('.next', 'standalone', 'server.js')) && stampMatches(STAMP, wanted());
}

/** Builds the pages into .next/standalone, complete with what Next leaves beside it. */
export async function build() {
  say('building the pages');
  const started = Date.now();
  // Taken before the build: a file that changes meanwhile makes the next start build again.
  const hash = wanted();
  clear();
  const code = await run(pinnedNode, [at('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    NODE_ENV: 'production',
  });
  if (code !== 0) {
    clear(); // the next build would replay this failure from its cache
    throw new Failure(`Building the pages failed (next build ended with ${code}); what it said is above.`);
  }
  // verbatimSymlinks: native modules are links relative to where they lie.
  cpSync(at('.next', 'static'), at('.next', 'standalone', '.next', 'static'), { recursive: true });
  if (existsSync(at('public'))) {
    cpSync(at('public'), at('.next', 'standalone', 'public'), { recursive: true, verbatimSymlinks: true });
  }
  // Next puts a copy of .env there, which would go on speaking after the real one changed. The supervisor reads that.
  for (const name of readdirSync(STANDALONE)) if (name.startsWith('.env')) remove(at('.next', 'standalone', name));
  writeStamp(STAMP, hash);
  say(`pages built in ${seconds(started)}`);
}

function wanted() {
  return hashOf(SOURCES.map((name) => at(name)));
}

/** Empties .next but for the folder of a running `npm run dev`. */
function clear() {
  if (!existsSync(OUT)) return;
  for (const name of readdirSync(OUT)) if (name !== 'dev') remove(at('.next', name));
}
