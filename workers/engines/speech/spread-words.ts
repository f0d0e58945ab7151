import type { Sounding } from './word-times.ts';
import type { RawWord } from './words.ts';

/** Costs, all in seconds of sound. Words that need much more or less time than a stretch has: */
const RATE_COST = 2;
/** Words that lie elsewhere than the engine guessed; */
const MOVED_COST = 0.1;
/** no word is worth more displacement than this; */
const MOST_MOVED_S = 2.5;
/** a stretch in which nothing is said: a filler that was not written, a cough. */
const EMPTY_COST = 0.5;
/** The engine begins a new line where it heard a pause: rather not inside of a stretch. */
const LINE_COST = 0.8;
/** A word takes so much time besides its letters, in letters. */
const WORD_LETTERS = 2;
const MOST_WORDS = 80;
/** Further away than this, a stretch is no place for a word. */
const REACH_S = 6;

/**
 * Word times where attention tells none: the engine's own are rough and run
 * through pauses. What sounds is certain, though, and how long a word takes is
 * known by its letters: the words are dealt out to the stretches of sound, in
 * order, so that each stretch gets as many as fit into it and none goes far
 * from where the engine heard it (shortest path over all ways to deal).
 *
 * @param words in order, times in milliseconds of the file
 * @param soundings in order; where there are none, the words stay as they are
 */
export function spreadOverSoundings(words: readonly RawWord[], soundings: readonly Sounding[]): RawWord[] {
  if (words.length === 0 || soundings.length === 0) return [...words];
  const before = prefix(expectedTimes(words, soundings));
  const openings = prefix(words.map((word, index) => (word.line?.startMs === words[index - 1]?.line?.startMs ? 0 : 1)));
  const costOf = (from: number, to: number, sounding: Sounding): number => {
    const length = lengthS(sounding);
    if (from === to) return EMPTY_COST * length;
    const needed = (before[to] ?? 0) - (before[from] ?? 0);
    const cutLines = (openings[to] ?? 0) - (openings[from + 1] ?? 0);
    let moved = 0;
    for (const [index, place] of placed(before, from, to, sounding).entries()) {
      const distance = Math.abs(place.startMs - (words[from + index]?.startMs ?? 0)) / 1000;
      if (distance > REACH_S) return Infinity;
      moved += Math.min(MOST_MOVED_S, distance);
    }
    return (RATE_COST * (length - needed) ** 2) / (needed + 0.3) + MOVED_COST * moved + LINE_COST * cutLines;
  };
  const parts = cheapest(words.length, soundings, costOf);
  return parts === null
    ? [...words]
    : parts.flatMap(({ from, to, sounding }) =>
        placed(before, from, to, sounding).flatMap((place, index) => {
          const word = words[from + index];
          return word ? [{ ...word, ...place, firstEndMs: place.endMs }] : [];
        }),
      );
}

/** How long each word takes, in seconds: by its letters, as fast as the line that it stands in is spoken. */
function expectedTimes(words: readonly RawWord[], soundings: readonly Sounding[]): number[] {
  const letters = words.map((word) => WORD_LETTERS + [...word.text].length);
  const overall = sum(soundings.map(lengthS)) / sum(letters);
  const ofLine = new Map<number, number>();
  for (const [index, word] of words.entries()) {
    const key = word.line?.startMs ?? -1;
    ofLine.set(key, (ofLine.get(key) ?? 0) + (letters[index] ?? 0));
  }
  return words.map((word, index) => {
    const { line } = word;
    const sound = line ? soundWithin(soundings, line) : 0;
    const own = line && sound > 0 ? sound / (ofLine.get(line.startMs) ?? 1) : overall;
    // A line of one short word may lie in a pause altogether.
    return (letters[index] ?? 0) * Math.min(overall * MOST_SLOWER, Math.max(overall / MOST_SLOWER, own));
  });
}

const MOST_SLOWER = 2.5;

function soundWithin(soundings: readonly Sounding[], span: Sounding): number {
  return sum(
    soundings.map(
      (part) => Math.max(0, Math.min(part.endMs, span.endMs) - Math.max(part.startMs, span.startMs)) / 1000,
    ),
  );
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly sounding: Sounding;
}

/** The way to deal `count` words to the stretches that costs least; null where there is none. */
function cheapest(
  count: number,
  soundings: readonly Sounding[],
  costOf: (from: number, to: number, sounding: Sounding) => number,
): Part[] | null {
  let costs: number[] = [0, ...Array.from({ length: count }, () => Infinity)];
  const choices: number[][] = [];
  for (const sounding of soundings) {
    const next: number[] = [];
    const choice: number[] = [];
    for (let to = 0; to <= count; to++) {
      let best = Infinity;
      let chosen = to;
      for (let from = to; from >= Math.max(0, to - MOST_WORDS); from--) {
        const sofar = costs[from] ?? Infinity;
        if (sofar >= best) continue;
        const cost = sofar + costOf(from, to, sounding);
        if (cost < best) [best, chosen] = [cost, from];
      }
      next.push(best);
      choice.push(chosen);
    }
    choices.push(choice);
    costs = next;
  }
  if (!Number.isFinite(costs[count] ?? Infinity)) return null;
  const parts: Part[] = [];
  let to = count;
  for (const [index, sounding] of [...soundings.entries()].reverse()) {
    const from = choices[index]?.[to] ?? to;
    parts.unshift({ from, to, sounding });
    to = from;
  }
  return parts;
}

/** Where words lie that fill a stretch: each by its letters. */
function placed(
  before: readonly number[],
  from: number,
  to: number,
  sounding: Sounding,
): { startMs: number; endMs: number }[] {
  const first = before[from] ?? 0;
  const all = (before[to] ?? 0) - first;
  const at = (index: number) =>
    sounding.startMs + (((before[index] ?? 0) - first) / all) * (sounding.endMs - sounding.startMs);
  return Array.from({ length: to - from }, (_, index) => ({ startMs: at(from + index), endMs: at(from + index + 1) }));
}

function lengthS(sounding: Sounding): number {
  return (sounding.endMs - sounding.startMs) / 1000;
}

function prefix(numbers: readonly number[]): number[] {
  let total = 0;
  return [0, ...numbers.map((number) => (total += number))];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
