import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import { at } from './files.mjs';

/** Of jassub, which brings more: its entry, renderers and what they import are not ours to ship. */
const FILES = ['jassub-worker.js', 'jassub-worker.wasm'];

const packaged = (name) => at('node_modules', 'jassub', 'dist', 'wasm', name);
const served = (name) => at('public', 'libass', name);

/** Whether pages find the libass of the installed package. */
export function libassIsPlaced() {
  return FILES.every((name) => sizeOf(packaged(name)) === sizeOf(served(name)));
}

/** Puts libass where pages find it, as the package has it. */
export function placeLibass() {
  if (libassIsPlaced()) return;
  mkdirSync(at('public', 'libass'), { recursive: true });
  for (const name of FILES) copyFileSync(packaged(name), served(name));
}

function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}
