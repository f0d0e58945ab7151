import { createRandom } from '#tests/helpers/random.ts';
import type { BaseFile } from './base-files.ts';
import { CRAFTED } from './crafted.ts';
import { MUTATIONS } from './mutations.ts';

/** A broken file; `what` says how to make it again. */
export interface BrokenFile extends BaseFile {
  readonly what: string;
}

/** @param at the number of the file, which is also its seed; the first are crafted ones */
export function brokenFile(bases: readonly BaseFile[], at: number): BrokenFile {
  const random = createRandom(at);
  const crafts = Object.entries(CRAFTED);
  const craft = crafts[at];
  const crafted = craft?.[1](new Map(bases.map(({ name, bytes }) => [name, bytes])), random);
  if (craft && crafted) return { ...crafted, what: `${at}: ${craft[0]}` };
  const kinds = Object.entries(MUTATIONS);
  const base = bases[at % bases.length];
  const [kind, mutate] = kinds[Math.floor(at / bases.length) % kinds.length] ?? [];
  if (!base || !kind || !mutate) throw new Error('there is nothing to break');
  return { name: base.name, bytes: mutate(base, random, bases), what: `${at}: ${base.name}, ${kind}` };
}
