import { build, buildIsFresh } from './build.mjs';
import { install, installIsFresh } from './install.mjs';
import { libassIsPlaced, placeLibass } from './libass.mjs';
import { withLock } from './lock.mjs';
import { Failure } from './run.mjs';

/** What each kind of command needs before it can run. */
const NEEDS = {
  start: { pages: true },
  test: { pages: true },
  dev: { pages: false },
  cli: { pages: false },
};

/**
 * Makes the project ready for a command. Does nothing, in milliseconds, where nothing changed.
 * Writes to stderr only: stdout belongs to the command that follows.
 *
 * @param {string} mode one of start, test, dev, cli
 */
export async function main(mode) {
  const needs = NEEDS[mode];
  if (!needs) {
    process.stderr.write(`bootstrap: unknown mode '${mode}', use ${Object.keys(NEEDS).join(', ')}\n`);
    process.exitCode = 2;
    return;
  }
  try {
    if (isReady(needs)) return;
    await withLock(async () => {
      if (!installIsFresh()) await install();
      placeLibass();
      if (needs.pages && !buildIsFresh()) await build();
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

function isReady(needs) {
  return installIsFresh() && libassIsPlaced() && (!needs.pages || buildIsFresh());
}
