import { closeSync, openSync, statSync, unlinkSync, utimesSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { at, readIfThere } from './files.mjs';
import { Failure, say } from './run.mjs';

const FILE = at('.bootstrap.lock');
const TOUCH_MS = 5_000;
/** A lock that nobody touched for this long belongs to a process that is gone (or whose number was reused). */
const STALE_MS = 30_000;
const WAIT_MS = 15 * 60_000;

/** Runs `work` while no other bootstrap of this folder does. */
export async function withLock(work) {
  await take();
  const touching = setInterval(() => utimesSync(FILE, new Date(), new Date()), TOUCH_MS);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    unlinkSync(FILE);
  }
}

async function take() {
  const until = Date.now() + WAIT_MS;
  for (let told = false; ; told = true) {
    if (create()) return;
    if (isStale()) {
      dropStale();
      continue;
    }
    if (Date.now() > until) throw new Failure(`Another command prepares this folder for too long; remove ${FILE}`);
    if (!told) say('another command is preparing this folder, waiting for it');
    await sleep(500);
  }
}

function create() {
  try {
    const file = openSync(FILE, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Failure(`Cannot write into the project's folder: ${error.message}`);
  }
}

function isStale() {
  const info = statSync(FILE, { throwIfNoEntry: false });
  if (!info) return false;
  if (Date.now() - info.mtimeMs > STALE_MS) return true;
  const pid = Number(readIfThere(FILE));
  return pid > 0 && !isAlive(pid);
}

function dropStale() {
  try {
    unlinkSync(FILE);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error; // someone else cleared it: just as well
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
