import { joinTexts } from './words.ts';

/** A word with its place in time, in milliseconds. */
export interface TimedText {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** Words shown together, on at most two lines. Times in milliseconds. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: readonly (readonly TimedText[])[];
}

export interface CueRules {
  /** Length of a line, in whatever `maxLine` counts (pixels or characters). */
  readonly measure: (line: string) => number;
  readonly maxLine: number;
  readonly maxLines: 1 | 2;
  readonly minMs: number;
  readonly maxMs: number;
  /** Characters a second that can be read. */
  readonly maxRate: number;
  /** A pause of this length always ends a cue. */
  readonly pauseMs: number;
  /** How long a cue may stay after its last word. */
  readonly holdMs: number;
}

const SENTENCE_END = /[.!?…。！？؟।۔]["'”’“»)\]]*$/u;
const CLAUSE_END = /[,;:–—\u060c\u061b，、；：]["'”’)\]]*$/u;
/** Words that lean on what follows: a break after them reads badly. */
export const LEANING: ReadonlySet<string> = new Set(
  'a an the of to in on at for from by with and or but that which who is am are was were i we you he she it they my your his her our their not so as if'.split(
    ' ',
  ),
);

/**
 * Groups words into cues: broken at pauses, ends of sentences and clauses,
 * evenly filled, never longer than the rules allow. Speech that is faster than
 * anyone reads stays as fast: words are never left out.
 */
export function makeCues(words: readonly TimedText[], durationMs: number, rules: CueRules): Cue[] {
  const groups = phrases(words, rules).flatMap((phrase) => split(phrase, rules));
  return groups.map((group, position) => {
    const next = groups[position + 1]?.words[0];
    const startMs = group.words[0]?.startMs ?? 0;
    const spokenEnd = group.words.at(-1)?.endMs ?? startMs;
    const limit = Math.min(next ? next.startMs : durationMs, durationMs);
    const length = joinTexts(group.words.map((word) => word.text)).length;
    const wanted = Math.max(spokenEnd + rules.holdMs, startMs + rules.minMs, startMs + (length / rules.maxRate) * 1000);
    // A gap too short to be seen as one would only flicker.
    const end = limit - wanted < 250 ? limit : wanted;
    const latest = Math.min(limit, Math.max(startMs + rules.maxMs, spokenEnd));
    return { startMs, endMs: Math.max(Math.min(end, latest), startMs), lines: group.lines };
  });
}

interface Group {
  words: TimedText[];
  lines: TimedText[][];
}

function phrases(words: readonly TimedText[], rules: CueRules): TimedText[][] {
  const result: TimedText[][] = [];
  let current: TimedText[] = [];
  for (const [position, word] of words.entries()) {
    current.push(word);
    const next = words[position + 1];
    const pause = next ? next.startMs - word.endMs : Number.POSITIVE_INFINITY;
    // Asked only at the end of a sentence: what has none for hours would be joined anew with each of its words.
    const isTiny = () => pause < rules.pauseMs / 2 && joinTexts(current.map((one) => one.text)).length < 8;
    if (pause >= rules.pauseMs || (SENTENCE_END.test(word.text) && !isTiny())) {
      result.push(current);
      current = [];
    }
  }
  if (current.length > 0) result.push(current);
  return result;
}

/** The cheapest way to cut a phrase into cues, by dynamic programming over its words. */
function split(phrase: readonly TimedText[], rules: CueRules): Group[] {
  const best: { cost: number; group: Group; from: number }[] = [];
  for (let to = 1; to <= phrase.length; to += 1) {
    for (let from = to - 1; from >= 0; from -= 1) {
      const words = phrase.slice(from, to);
      const lines = breakLines(words, rules);
      const first = words[0]?.startMs ?? 0;
      const tooLong = (words.at(-1)?.endMs ?? first) - first > rules.maxMs;
      if ((!lines || tooLong) && words.length > 1) break;
      const before = from === 0 ? 0 : (best[from - 1]?.cost ?? 0);
      const cost = before + cueCost(words, phrase[to], rules);
      const group = { words, lines: lines ?? [words] };
      const known = best[to - 1];
      if (!known || cost < known.cost) best[to - 1] = { cost, group, from };
    }
  }
  const groups: Group[] = [];
  for (let at = phrase.length; at > 0; ) {
    const step = best[at - 1];
    if (!step) break;
    groups.unshift(step.group);
    at = step.from;
  }
  return groups;
}

function cueCost(words: readonly TimedText[], next: TimedText | undefined, rules: CueRules): number {
  const last = words.at(-1);
  const capacity = rules.maxLine * rules.maxLines;
  const text = joinTexts(words.map((word) => word.text));
  const empty = 1 - Math.min(1, rules.measure(text) / capacity);
  let cost = 1 + 2 * empty * empty;
  const first = words[0];
  const shown = (next?.startMs ?? last?.endMs ?? 0) - (first?.startMs ?? 0);
  if (next && shown < rules.minMs) cost += 2;
  const rate = text.length / Math.max(0.2, shown / 1000);
  if (rate > rules.maxRate) cost += 4 * (rate / rules.maxRate - 1);
  // The tail of a clause reads badly at the head of the next caption.
  if (words.length > 2 && words.slice(0, 2).some((word) => CLAUSE_END.test(word.text))) cost += 0.7;
  if (!next || !last) return cost;
  if (CLAUSE_END.test(last.text)) cost -= 0.9;
  else if (LEANING.has(last.text.toLowerCase())) cost += 0.8;
  if (next.startMs - last.endMs > rules.pauseMs / 2) cost -= 0.6;
  return cost;
}

/** One line where it fits, else the most even two; null where two do not suffice. */
function breakLines(words: readonly TimedText[], rules: CueRules): TimedText[][] | null {
  const length = (part: readonly TimedText[]) => rules.measure(joinTexts(part.map((word) => word.text)));
  if (length(words) <= rules.maxLine) return [[...words]];
  if (rules.maxLines === 1) return null;
  let best: { cost: number; lines: TimedText[][] } | null = null;
  for (let at = 1; at < words.length; at += 1) {
    const top = words.slice(0, at);
    const bottom = words.slice(at);
    const [upper, lower] = [length(top), length(bottom)];
    if (upper > rules.maxLine || lower > rules.maxLine) continue;
    const hinge = top.at(-1)?.text ?? '';
    const sense = CLAUSE_END.test(hinge) ? -0.25 : LEANING.has(hinge.toLowerCase()) ? 0.2 : 0;
    const cost = Math.abs(upper - lower) / rules.maxLine + sense;
    if (!best || cost < best.cost) best = { cost, lines: [top, bottom] };
  }
  return best?.lines ?? null;
}
