import { spawn } from 'node:child_process';
import { root } from './files.mjs';

/** Something that the person at the terminal can act on; the message is all that is shown. */
export class Failure extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What npm sets for its scripts and would change the npm or the Next that we call: production, omit, dry-run … */
const OURS = /^(npm_|NODE_OPTIONS$|NODE_ENV$|INIT_CWD$)/i;
/** Where the registry is and how to reach it stays. */
const REGISTRY =
  /^npm_config_(registry|.*:registry|\/\/.*|cache|userconfig|globalconfig|https?_proxy|proxy|noproxy|cafile|ca|strict_ssl|fetch_.*|maxsockets|prefer_offline|offline)$/i;

/** The environment for the programs that we call. */
export function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !OURS.test(name) || REGISTRY.test(name));
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: '1' };
}

/**
 * Runs a program in the project's folder, its output on our stderr.
 * A signal to us ends it (with all its children) and then us.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{PATH?: string}} [more] additions to its environment
 * @returns {Promise<number>} its exit code
 */
export function run(file, args, more = {}) {
  return new Promise((settle, reject) => {
    // Its own process group, so that a signal reaches npm's own children too.
    const child = spawn(file, args, {
      cwd: root,
      env: { ...cleanEnvironment(), ...more },
      stdio: ['ignore', process.stderr, process.stderr],
      detached: process.platform !== 'win32',
    });
    let ended = null;
    const forward = (signal) => {
      ended = signal;
      killGroup(child, signal);
    };
    process.on('SIGINT', forward).on('SIGTERM', forward);
    const done = () => process.off('SIGINT', forward).off('SIGTERM', forward);
    child.on('error', (error) => {
      done();
      reject(new Failure(`Cannot run ${file}: ${error.message}`));
    });
    child.on('close', (code) => {
      done();
      if (ended) reject(new Failure('Interrupted.', ended === 'SIGINT' ? 130 : 143));
      else settle(code ?? 1);
    });
  });
}

function killGroup(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // gone already
  }
}

/** One line for the person at the terminal. */
export function say(text) {
  process.stderr.write(`podpromo: ${text}\n`);
}
