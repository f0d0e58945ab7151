import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// `node --import …/collect-garbage.ts`: what is not used any more goes at once, so that memory that grows is memory that
// is held. Without it, V8 lets tens of MB gather before it looks, and a slope says nothing.
const EVERY_MS = 500;
setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
if (typeof collect !== 'function') throw new Error('this Node cannot be told to collect');
setInterval(() => collect(), EVERY_MS).unref();
